import Records

/// What `date` and `datetime` say beside the codes N010–N017.
enum DateFindings {
    static let all = [
        FindingKind(
            "N150",
            "PERIOD",
            .warning,
            "date names a stretch of time such as 一季度 or 上旬, expected a day",
            action: "cell kept as it was, no value; the month, quarter or half year is suggested",
            explanation: """
                A quarter, a half year, a week or a third of a month has many days. None of them \
                is chosen, because sums by day would then show business that never was.
                """
        ),
        FindingKind(
            "N151",
            "APPROXIMATE_DATE",
            .note,
            "date is approximate or a bound (约, 左右, 预计, 之前)",
            action: "day kept and marked suspect",
            explanation: """
                约, 左右, 预计, 以前 and 之后 say that the day itself isn't the day that was \
                meant. It is kept and can be left out by its mark.
                """
        ),
        FindingKind(
            "N152",
            "MINGUO_YEAR",
            .note,
            "year was counted from 1912 (民国), as the column's other dates are",
            hint: "add `{date: {minguo: true}}` to say so, or `{date: {minguo: false}}`",
            action: "1911 added to the year",
            explanation: """
                112.1.5 is 2023-01-05 in Taiwan's calendar. Years of three digits are read so \
                only where most dates of the column have them.
                """
        ),
        FindingKind(
            "N153",
            "FAR_YEAR",
            .warning,
            "year is before 1800, after 2100, or of two digits and far ahead",
            action: "day kept and marked suspect",
            explanation: """
                A year such as 2203 or 1023 is usually a slip of the key, and 45/1/5 may be of 1945 \
                as of 2045. Which year was meant can't be known, so the day is kept and marked.
                """
        ),
        FindingKind(
            "N154",
            "UNCLEAR_TIME",
            .warning,
            "time of day has two readings or ends a span, such as 晚上12点 or 10:00-11:00",
            action: "day kept and marked suspect, time left out",
            explanation: """
                晚上12点 is the beginning of the day for some and its end for others. The day \
                stands, and no time is made up.
                """
        ),
        FindingKind(
            "N155",
            "DATE_REMARK",
            .note,
            "date has a remark in brackets that may limit it",
            action: "day kept and marked suspect, remark kept beside it",
            explanation: """
                2023-01-05（作废） names a day, but the remark may say that it doesn't hold. The \
                day is kept with its mark, and the remark stands among the value's parts.
                """
        ),
    ]
}

extension FindingCode {
    static let periodDate = of("N150")
    static let approximateDate = of("N151")
    static let minguoYear = of("N152")
    static let farYear = of("N153")
    static let unclearTime = of("N154")
    static let dateRemark = of("N155")
}
