import Foundation
import Pipelines
import Records

/// What a key or a line of input asks for.
enum ReviewKey {
    case answer(ReviewAnswer?)
    case undo, back, help, up, down
    case quit, interrupt
    case unknown(String)

    init(_ text: String) {
        switch text.lowercased() {
        case "y", "m", "match": self = .answer(.match)
        case "n", "no_match": self = .answer(.noMatch)
        case "u", "unsure": self = .answer(.unsure)
        case "s", " ", "", "skip": self = .answer(nil)
        case "z", "undo": self = .undo
        case "b", "back": self = .back
        case "?", "h", "help": self = .help
        case "k": self = .up
        case "j": self = .down
        case "q", "quit": self = .quit
        case "\u{03}": self = .interrupt
        case "\u{04}": self = .quit
        default: self = .unknown(text)
        }
    }
}

/// Shows pair after pair and takes the answers.
struct ReviewDialog {
    enum End { case done, quit, interrupted }

    /// nil: standard input gives a line per answer.
    let raw: RawTerminal?
    let showsValues: Bool
    let usesColor: Bool

    private static let keys =
        "y match   n no match   s skip   u unsure   z undo   b back   q quit   ? help"
    private static let help = """
        y        match: the two are one record
        n        no match: they are two, whatever their values say
        s space  skip: ask again another day
        u        unsure: kept as an answer; asked again only with --unsure
        z        undo the last answer        b  look at the pair before again
        j k      scroll a long pair          q  stop; every answer is kept already
        = same   ~ partly the same, with what differs marked   ! different

        """

    /// Asks desk by desk; what was answered is kept, however it ends.
    func run(_ desks: [ReviewDesk]) throws -> ([ReviewDesk], End) {
        var finished: [ReviewDesk] = []
        for desk in desks {
            var desk = desk
            let end = try ask(&desk)
            finished.append(desk)
            if end != .done { return (finished, end) }
        }
        return (finished, .done)
    }

    private func ask(_ desk: inout ReviewDesk) throws -> End {
        var message = ""
        var offset = 0
        while desk.session.current != nil {
            show(desk, message: message, offset: &offset)
            message = ""
            switch nextKey() {
            case .answer(let answer):
                offset = 0
                if try !desk.answer(answer) {
                    message = "that contradicts later answers: change those first (b goes back)"
                } else if raw == nil {
                    Terminal.write("→ \(answer?.rawValue ?? "skipped")\n\n")
                }
            case .undo:
                message = try desk.undo() ? "the last answer is taken back" : "nothing to undo"
            case .back: message = desk.back() ? "" : "this is the first one"
            case .help: message = Self.help
            case .up: offset -= 5
            case .down: offset += 5
            case .quit: return .quit
            case .interrupt: return .interrupted
            case .unknown(let text):
                message = "`\(text.escapedControls)` is no answer; ? shows what is"
            }
        }
        return .done
    }

    /// The end of the input quits.
    private func nextKey() -> ReviewKey {
        guard let raw else { return readLine().map { ReviewKey(trimmed($0)) } ?? .quit }
        return raw.key().map { ReviewKey($0) } ?? .quit
    }

    private func trimmed(_ line: String) -> String {
        line.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: The screen

    private func show(_ desk: ReviewDesk, message: String, offset: inout Int) {
        let session = desk.session
        guard let current = session.current else { return }
        let style = TerminalStyle(isOn: usesColor)
        let card = ReviewCard(
            desk.questions.facts(session.pairs[current]),
            width: Terminal.width,
            style: style,
            showsValues: showsValues
        )
        var lines = [style.bold(headline(desk)), ""]
        lines += card.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let foot = (message.isEmpty ? "" : style.yellow(message) + "\n") + style.dim(Self.keys)
        guard raw != nil else {
            Terminal.write(lines.joined(separator: "\n") + foot + "\n")
            return
        }
        let room = max(5, Terminal.height - 2 - foot.count { $0 == "\n" })
        offset = max(0, min(offset, lines.count - room))
        let shown = lines.dropFirst(offset).prefix(room).joined(separator: "\r\n")
        let more = lines.count - offset > room ? style.dim("  … j scrolls") : ""
        let end = foot.replacing("\n", with: "\r\n")
        Terminal.write("\u{1B}[H\u{1B}[2J\(shown)\r\n\(end)\(more)")
    }

    /// `account: 3 of 41, about 36 left, 2 settled by your answers`.
    private func headline(_ desk: ReviewDesk) -> String {
        let session = desk.session
        let what = desk.sample == nil ? "" : " merge"
        var text = "\(desk.questions.entity):\(what) \(session.position) of \(session.pairs.count)"
        text += ", about \(session.open.count) left"
        if session.settledCount > 0 { text += ", \(session.settledCount) settled by your answers" }
        if let earlier = session.earlierAnswer { text += " · answered \(earlier.rawValue)" }
        return text
    }
}
