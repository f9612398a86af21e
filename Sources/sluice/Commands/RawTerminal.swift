import Foundation

/// The terminal with single keys and a screen of its own, put back however the program ends.
///
/// The other screen leaves nothing behind: what was shown is personal data.
final class RawTerminal {
    private let original: termios
    /// End the program from outside: the terminal is put back first.
    private let signals: [any DispatchSourceSignal]

    private static let screen = (on: "\u{1B}[?1049h", off: "\u{1B}[?1049l")

    /// nil when standard input or output isn't a terminal.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { return nil }
        var attributes = termios()
        guard unsafe tcgetattr(STDIN_FILENO, &attributes) == 0 else { return nil }
        original = attributes
        signals = [SIGINT, SIGTERM, SIGHUP].map { number -> any DispatchSourceSignal in
            _ = signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            let original = attributes
            source.setEventHandler {
                RawTerminal.restore(original)
                exit(128 + number)
            }
            source.resume()
            return source
        }
        // Ctrl-C comes as a key, so that the answer under way is kept or not as a whole.
        attributes.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        attributes.c_iflag &= ~tcflag_t(IXON | ICRNL)
        _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes)
        Terminal.write(Self.screen.on)
    }

    func restore() { Self.restore(original) }

    private static func restore(_ original: termios) {
        var attributes = original
        _ = unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes)
        Terminal.write(screen.off)
    }

    /// The next key as text; nil when the terminal is gone.
    ///
    /// Arrows up and down are `k` and `j`; other keys of several bytes are unknown.
    func key() -> String? {
        guard let first = byte() else { return nil }
        var bytes = [first]
        while isWaiting, bytes.count < 16, let next = byte() { bytes.append(next) }
        switch bytes {
        case [0x1B, 0x5B, 0x41], [0x1B, 0x4F, 0x41]: return "k"
        case [0x1B, 0x5B, 0x42], [0x1B, 0x4F, 0x42]: return "j"
        case [0x0D]: return "enter"
        default: return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func byte() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = unsafe read(STDIN_FILENO, &byte, 1)
            if count == 1 { return byte }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    private var isWaiting: Bool {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&descriptor, 1, 0) > 0
    }
}
