import Glibc
import Records

/// Runs another program with a list of arguments, never through a shell, and hands on its output.
///
/// Its input is empty, its environment is the one given and no more. It is killed when the time is
/// over or nobody wants more of its output.
struct ChildProgram {
    /// A name looked up in PATH, or a path.
    var name: String
    /// `NAME=value` each; PATH is added.
    var environment: [String]
    var timeoutSeconds: Int

    enum Outcome: Equatable {
        case exited(Int)
        /// By a signal of that number.
        case killed(Int)
        case timedOut
        /// The receiver of the output wanted no more.
        case stopped
        /// There is no such program.
        case missing
        /// It can't be started, by the system's error number.
        case failed(Int)
    }

    struct Result {
        var outcome: Outcome
        /// The beginning of what it said on standard error.
        var message: String
    }

    private static let maxMessageByteCount = 4096

    /// Hands output on in chunks while `receive` returns true.
    func run(_ arguments: [String], receive: (Span<UInt8>) -> Bool) -> Result {
        var output: (read: Int32, write: Int32) = (-1, -1)
        var errors: (read: Int32, write: Int32) = (-1, -1)
        guard ChildProgram.pipe(&output) else {
            return Result(outcome: .failed(Int(errno)), message: "")
        }
        guard ChildProgram.pipe(&errors) else {
            close(output.read)
            close(output.write)
            return Result(outcome: .failed(Int(errno)), message: "")
        }
        var child: pid_t = 0
        let status = spawn(&child, arguments, output.write, errors.write)
        close(output.write)
        close(errors.write)
        defer {
            close(output.read)
            close(errors.read)
        }
        guard status == 0 else {
            let outcome = status == ENOENT ? Outcome.missing : .failed(Int(status))
            return Result(outcome: outcome, message: "")
        }
        var message: [UInt8] = []
        let early = transfer(output.read, errors.read, &message, receive)
        if early != nil { kill(child, SIGKILL) }
        let outcome = early ?? .exited(0)
        let final = ChildProgram.wait(child)
        return Result(
            outcome: early == nil ? final : outcome,
            message: String(decoding: message, as: UTF8.self)
        )
    }

    private static func pipe(_ ends: inout (read: Int32, write: Int32)) -> Bool {
        var pair: [Int32] = [-1, -1]
        guard unsafe Glibc.pipe(&pair) == 0 else { return false }
        ends = (pair[0], pair[1])
        return pair.allSatisfy { fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }
    }

    // MARK: Starting

    private func spawn(
        _ child: inout pid_t,
        _ arguments: [String],
        _ output: Int32,
        _ errors: Int32
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, errors, 2)
        let path = unsafe getenv("PATH").map { unsafe String(cString: $0) } ?? "/usr/bin:/bin"
        var words = unsafe ([name] + arguments).map { unsafe strdup($0) }
        var variables = unsafe (environment + ["PATH=\(path)"]).map { unsafe strdup($0) }
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        unsafe words.append(nil)
        unsafe variables.append(nil)
        return unsafe posix_spawnp(&child, name, &actions, nil, words, variables)
    }

    /// How it ended.
    private static func wait(_ child: pid_t) -> Outcome {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            if errno != EINTR { return .failed(Int(errno)) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .killed(Int(signal))
    }

    // MARK: Output

    /// Reads both streams to their ends; what ended it early, or nil.
    private func transfer(
        _ output: Int32,
        _ errors: Int32,
        _ message: inout [UInt8],
        _ receive: (Span<UInt8>) -> Bool
    ) -> Outcome? {
        let deadline = ChildProgram.milliseconds() + timeoutSeconds * 1000
        var streams = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while streams.contains(where: { $0.fd >= 0 }) {
            let rest = deadline - ChildProgram.milliseconds()
            guard rest > 0 else { return .timedOut }
            let count = unsafe poll(&streams, 2, Int32(min(rest, 60_000)))
            if count < 0 && errno != EINTR { return .failed(Int(errno)) }
            for index in streams.indices where streams[index].revents != 0 {
                let size = unsafe chunk.withUnsafeMutableBytes { buffer in
                    unsafe read(streams[index].fd, buffer.baseAddress, buffer.count)
                }
                if size < 0 && (errno == EINTR || errno == EAGAIN) { continue }
                if size <= 0 {
                    streams[index].fd = -1
                } else if index == 0 {
                    if !receive(chunk.span.extracting(0..<size)) { return .stopped }
                } else if message.count < ChildProgram.maxMessageByteCount {
                    message.append(contentsOf: chunk[..<size].prefix(1024))
                }
            }
        }
        return nil
    }

    /// Of a clock that only goes forward.
    private static func milliseconds() -> Int {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
    }
}
