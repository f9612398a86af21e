import Foundation
import Records
import TestSupport
import Testing

@testable import Importing

/// Walking without a tape gives the events that libxml2 gives.
@Suite struct MarkupWalkTests {
    private struct Recorder: XMLVisitor {
        var events: [String] = []
        /// Texts may come in pieces.
        private var pending = ""
        private let names: [StaticString] = ["a", "b", "Index", "Name", "c", "value"]

        mutating func start(_ name: Span<UInt8>, _ attributes: borrowing XMLAttributes) {
            flush()
            var event = "<\(name.string())"
            for name in names {
                if let value = attributes.string(name) { event += " \(name)=\(value)" }
            }
            events.append(event)
        }

        mutating func text(_ text: Span<UInt8>) { pending += text.string() }

        mutating func finish() {
            flush()
            events.append(">")
        }

        private mutating func flush() {
            if !pending.isEmpty { events.append("\"\(pending)\"") }
            pending = ""
        }
    }

    private func expectSame(_ document: [UInt8], _ comment: String = "") {
        let tape = XMLTape(document.span)
        var slow = Recorder()
        tape.walk(&slow)
        var fast = Recorder()
        var walk = MarkupWalk()
        let outcome = walk.walk(document.span, &fast)
        if tape.outcome == .complete {
            #expect(outcome == .complete, "\(comment)")
            #expect(fast.events == slow.events, "\(comment)")
        }
    }

    @Test("documents of all kinds give the same events as from libxml2")
    func twins() throws {
        let documents = [
            "<a/>", "<a b='1'>x</a>", "<x:a xmlns:x='u' x:Index=\"3\" Name='&lt;&#x4e2d;'>t</x:a>",
            "<a>1<b/>2<b>3</b>4<!-- c -->5<![CDATA[<6>&]]>7<?pi x?>8</a>", "<a>\r\n x &amp;\ry</a>",
            "<?xml version='1.0'?><!-- > --><a\n b = '1'\tc='x\ny'/><!-- end -->",
            "\u{FEFF}<a>é</a>",
            "<a><![CDATA[]]></a>", "<a>]]</a>", "<a><b></b ></a >", "<a value='>'>&gt;&apos;</a>",
        ]
        for document in documents { expectSame(Array(document.utf8), document) }
        for name in ["gaps-and-merges/input.xls", "types-and-dates/input.xml"] {
            expectSame(try Fixtures.bytes("importers/spreadsheetml/\(name)"), name)
        }
        expectSame(try Fixtures.bytes("importers/ods/flat/input.fods"), "flat")
    }

    @Test("10,000 made documents give the same events as from libxml2")
    func seeded() {
        var random = SplitMix64(seed: 54)
        for _ in 0..<10_000 {
            var document = "<a>"
            var open = ["a"]
            for _ in 0..<Int.random(in: 0..<12, using: &random) {
                switch Int.random(in: 0..<8, using: &random) {
                case 0, 1:
                    let name = ["b", "n:c", "row"][Int.random(in: 0..<3, using: &random)]
                    document += "<\(name) Index='\(Int.random(in: 0..<9, using: &random))'>"
                    open.append(name)
                case 2: if open.count > 1 { document += "</\(open.removeLast())>" }
                case 3: document += "<b value=\"&quot;'\"/>"
                case 4: document += "中 &amp; x\r\n"
                case 5: document += "<!-- <b> --><![CDATA[&lt;<c>]]>"
                case 6: document += "&#65;&#x1F600;<?p?> "
                default: document += " text "
                }
            }
            while let name = open.popLast() { document += "</\(name)>" }
            document = document.replacingOccurrences(of: "<a>", with: "<a xmlns:n='u'>")
            expectSame(Array(document.utf8), document)
        }
    }

    @Test("documents cut, deep, with a document type or mis-nested end with their reason")
    func outcomes() {
        func outcome(_ text: String, isTolerant: Bool = false) -> MarkupWalk.Outcome {
            var visitor = Recorder()
            var walk = MarkupWalk(isTolerant: isTolerant)
            return walk.walk(Array(text.utf8).span, &visitor)
        }
        #expect(outcome("<a><b>x") == .cut)
        #expect(outcome("") == .cut)
        #expect(outcome("<a><b></a>") == .malformed)
        #expect(outcome("<a><b></a>", isTolerant: true) == .complete)
        #expect(outcome("<a></b></a>", isTolerant: true) == .complete)
        #expect(outcome("<a>\u{1}</a>") == .malformed)
        #expect(outcome("<a>R&D</a>") == .malformed)
        #expect(outcome("<!DOCTYPE a><a/>") == .refused)
        #expect(outcome(String(repeating: "<a>", count: 65)) == .refused)
        #expect(outcome("<a b=1/>") == .malformed)
    }

    @Test("what is sloppy is mended without losing text, what is sound stays as it is")
    func repair() throws {
        let cases = [
            ("<a>R&D <张三> 3<4 &nbsp;&amp;&#65;</a>", "<a>R&amp;D &lt;张三> 3&lt;4  &amp;&#65;</a>"),
            ("<a b='x&y'>\u{1}\u{B}甲&#2;&#x0;</a>", "<a b='x&amp;y'>甲</a>"),
            ("<a>&&& &;&x;</a>", "<a>&amp;&amp;&amp; &amp;;&amp;x;</a>"),
            ("<a><![CDATA[<&]]><!-- & --><?p ?></a>", "<a><![CDATA[<&]]><!-- & --><?p ?></a>"),
            ("<a>< b></a><", "<a>&lt; b></a>&lt;"), ("<a>&eacute;&hellip;</a>", "<a>é…</a>"),
        ]
        for (sloppy, mended) in cases {
            let repair = MarkupRepair(Array(sloppy.utf8).span)
            #expect(String(decoding: repair.output, as: UTF8.self) == mended)
        }
        let sound = try Fixtures.bytes("importers/ods/flat/input.fods")
        let repair = MarkupRepair(sound.span)
        #expect(repair.output == sound && !repair.isChanged)
    }
}
