import Foundation

/// Where text leaves the program.
enum Terminal {
    static func write(_ text: String, to handle: FileHandle = .standardOutput) {
        handle.write(Data(text.utf8))
    }

    static func write(_ bytes: [UInt8], to handle: FileHandle = .standardOutput) {
        handle.write(Data(bytes))
    }

    /// Whether standard output is a terminal and the user hasn't turned colour off.
    static func usesColor(_ noColor: Bool) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return !noColor && environment["NO_COLOR"] == nil && isatty(STDOUT_FILENO) == 1
    }

    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal; 100 when it isn't one.
    static var width: Int {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 100
        }
        return Int(size.ws_col)
    }
}
