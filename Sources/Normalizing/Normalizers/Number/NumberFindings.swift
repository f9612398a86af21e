import Records

/// What numbers and amounts say beside the codes N020–N024.
enum NumberFindings {
    static let all = [
        FindingKind(
            "N156",
            "DECIMAL_COMMA",
            .note,
            "number has its decimals behind a comma, or its thousands parted by dots",
            hint: "add the option `decimal: comma` or `decimal: point` to say which is meant",
            action: "number read so",
            explanation: """
                1.200,50 is twelve hundred and a half in most of Europe. It is read so where the \
                number itself or the other numbers of its column leave no other reading.
                """
        ),
        FindingKind(
            "N157",
            "AMBIGUOUS_NUMBER",
            .warning,
            "number has two readings, such as 1.200 among decimal commas or 0.5 among percentages",
            hint: "add the option `decimal: comma` or `decimal: point`; write shares with %",
            action: "cell kept as it was, no value; the readings are suggested",
            explanation: """
                1.200 is twelve hundred for some and one and a fifth for others, 0.5 among \
                percentages half a percent or a half. The column's other numbers didn't settle \
                it, and being wrong would be wrong by a factor of a hundred or more.
                """
        ),
        FindingKind(
            "N158",
            "UNCLEAR_AMOUNT",
            .warning,
            "number has a mark that may change it, such as 3000- or $100元",
            hint: "put the minus in front, or name the currency",
            action: "number kept and marked suspect; the other reading is suggested",
            explanation: """
                SAP writes -3000 as 3000-, but a dash behind a number is as often left over from \
                3000.- or from a range. $ beside 元 may mean dollars or be a slip.
                """
        ),
        FindingKind(
            "N159",
            "SHARE_OR_PERCENT",
            .note,
            "number without % may be a share of one as well as percent, such as 0.5 or 1",
            hint: "write shares with %",
            action: "numbers below 1 read as shares, 1 by the column's other numbers",
            explanation: """
                0.5 is usually half, 50%, and 1 as often one percent as the whole. Where the \
                column has no other number that decides it, the reading is told and the other one \
                is suggested.
                """
        ),
    ]
}

extension FindingCode {
    static let decimalComma = of("N156")
    static let ambiguousNumber = of("N157")
    static let unclearAmount = of("N158")
    static let shareOrPercent = of("N159")
}
