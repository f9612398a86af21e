import Foundation

/// Where text leaves the program.
enum Terminal {
    static func write(_ text: String, to handle: FileHandle = .standardOutput) {
        write(Array(text.utf8), to: handle)
    }

    /// Ends the program with 3 when standard output can't take it (a full disk).
    static func write(_ bytes: [UInt8], to handle: FileHandle = .standardOutput) {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            if handle.fileDescriptor == STDOUT_FILENO {
                write(
                    "error: can't write to standard output: \(reason(error))\n",
                    to: .standardError
                )
            }
            Foundation.exit(3)
        }
    }

    /// The system's words for a failed write, without Foundation's wrapping.
    static func reason(_ error: any Error) -> String {
        let system = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let system, system.domain == NSPOSIXErrorDomain else {
            return error.localizedDescription
        }
        return unsafe String(cString: strerror(Int32(system.code))).lowercased()
    }

    /// Whether standard output is a terminal and the user hasn't turned colour off.
    static func usesColor(_ noColor: Bool) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return !noColor && environment["NO_COLOR"] == nil && isatty(STDOUT_FILENO) == 1
    }

    static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Columns of the terminal; 100 when it isn't one.
    static var width: Int { size.map { Int($0.ws_col) } ?? 100 }

    /// Lines of the terminal; 40 when it isn't one.
    static var height: Int { size.map { Int($0.ws_row) } ?? 40 }

    private static var size: winsize? {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return size
    }
}
