import Records

/// What text steps and vocabularies may say; codes N180–N199.
enum StepFindings {
    static let all = [
        FindingKind(
            "N180",
            "NOT_IN_TABLE",
            .warning,
            "text is not in the lookup table, expected one of its texts",
            hint: "add it to the table, or say `else: keep` when it may stay",
            action: "text kept and marked suspect",
            explanation: """
                The step `lookup` replaces whole texts by those of a table, and was told to flag \
                what the table doesn't have. The text stays as it was.
                """
        ),
        FindingKind(
            "N181",
            "NO_MATCH",
            .warning,
            "text does not match the step's pattern",
            hint: "widen the pattern, or say `else: keep` or `else: clear`",
            action: "text kept and marked suspect",
            explanation: """
                The step `extract` takes the part of a text that a pattern's group matches, and \
                was told to flag texts in which the pattern isn't found.
                """
        ),
        FindingKind(
            "N182",
            "MISREAD_TEXT",
            .warning,
            "text was read in a wrong encoding, such as ä¸­å›½ for 中国",
            hint: "set `encoding:` of the source, or export it anew as UTF-8",
            action: "text kept and marked suspect, the probable text offered",
            explanation: """
                The text's characters, put back into the bytes from which they were read, spell \
                common Chinese characters or accented letters in another encoding. Some program \
                on the way read UTF-8 as GBK or windows-1252, or GBK as windows-1252. What was \
                probably written is offered beside the value and never put in its place.
                """
        ),
        FindingKind(
            "N183",
            "LOST_CHARACTERS",
            .warning,
            "text holds marks for characters that could not be read (U+FFFD, 锟斤拷)",
            hint: "export the data anew from the old system, in UTF-8",
            action: "text kept and marked suspect",
            explanation: """
                A program that met bytes it couldn't read wrote U+FFFD in their place; read as GBK \
                a second time, two of them become 锟斤拷. What stood there can't be known from \
                this file.
                """
        ),
        FindingKind(
            "N184",
            "SEVERAL_NAMES",
            .warning,
            "cell names several persons, expected one",
            hint: "say who is meant at the source, or part the cell with `split`",
            action: "first name kept and marked suspect, the others in its remark",
            explanation: """
                A customer has one owner. Where a cell names two, the first is taken until \
                somebody decides; a name beside its own spelling in Latin letters counts as one.
                """
        ),
        FindingKind(
            "N185",
            "UNCLEAR_OPT_OUT",
            .warning,
            "text is about not being contacted, but not clearly about all calls",
            hint: "read it, and set 免打扰 by hand",
            action: "the strictest reading holds, do_not_call, and is marked suspect",
            explanation: """
                取消免打扰 may take a request back, 周末勿打 limits it, 退订 and 拒收邮件 refuse \
                another channel. A request once made is kept until somebody has read the text, \
                because a lost one is an offence against the law.
                """
        ),
    ]
}

extension FindingCode {
    static let notInTable = of("N180")
    static let noMatch = of("N181")
    static let misread = of("N182")
    static let lostCharacters = of("N183")
    static let severalNames = of("N184")
    static let unclearOptOut = of("N185")
}
