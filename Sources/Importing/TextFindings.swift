import Records

/// What importers of delimited and fixed-width text may report beyond the general findings.
package enum TextFindings {
    package static let doubleEncoded = FindingKind(
        "I038",
        "DOUBLE_ENCODED",
        .warning,
        "the text was encoded as UTF-8 twice",
        hint: "export it again with the connection's character set at utf8mb4",
        action: "decoded once more; one finding a line",
        explanation: """
            `å®¢æˆ·` is what 客户 becomes when its bytes of UTF-8 are taken for windows-1252 and \
            encoded again, mostly by a database connection with the wrong character set. The \
            bytes can be told from all text that somebody wrote, so the first encoding is undone.
            """
    )
    package static let otherEncoding = FindingKind(
        "I039",
        "OTHER_ENCODING",
        .warning,
        "the line is in another encoding than the file",
        hint: "look at the line; two programs wrote to this file",
        action: "the line was read in the encoding that fits it",
        explanation: """
            Rows appended by another program, or pasted together with `copy a+b`, may be GBK in a \
            file of UTF-8 or the other way round. Each such line that reads well as a whole in \
            the other encoding is decoded by itself.
            """
    )
    package static let otherDialect = FindingKind(
        "I040",
        "OTHER_DIALECT",
        .warning,
        "the row has another delimiter, quote or escape than the rest of the file",
        hint: "look at the row; another program wrote it",
        action: "cut by the signs that give as many cells as the other rows have",
        explanation: """
            Rows pasted in from another export may stand in the same file with other signs. By \
            the file's own ones such a row has too few or too many cells; cut by its own it has \
            exactly as many as all others, and is read so.
            """
    )

    package static let all: [FindingKind] = [
        doubleEncoded, otherEncoding, otherDialect,
    ]
}
