import Records

/// What archives, the standard input and lists of files may report; codes I205–I219.
package enum ContainerFindings {
    package static let all: [FindingKind] = [
        formatDiffers, memberNotRead, memberFailed, sideFile, trailingBytes, highRatio,
        nestedArchive, refusedName, protectedMember, fileLeftOut, fileNotRead, columnsDiffer,
        noMember, needsFile,
    ]

    static let formatDiffers = FindingKind(
        "I205",
        "FORMAT_DIFFERS",
        .warning,
        "the content has another format than the source declares",
        hint: "declare the source with the key of the format that it has",
        action: "read as what the content is",
        explanation: """
            A page of HTML or a delimited text named .xls opens in Excel like a workbook, so that \
            nobody notices. Among formats of tables the content decides; where a wrong guess could \
            load wrong data, a contradiction still ends the run.
            """
    )

    static let memberNotRead = FindingKind(
        "I206",
        "MEMBER_NOT_READ",
        .warning,
        "a file in the archive has a format that can't be read",
        hint: "set `member:` to the files that shall be read",
        action: "file left out; the others were read",
        explanation: """
            Archives from customers hold contracts, pictures and notes beside the tables. What \
            isn't a table is named, so that a table in a format of its own can't be overlooked.
            """
    )

    static let memberFailed = FindingKind(
        "I207",
        "MEMBER_FAILED",
        .error,
        "a file in the archive can't be read",
        hint: "get the file again, or leave it out by `member:`",
        action: "file left out; the source counts as broken",
        explanation: """
            The format of the file is known, but its content can't be had: it is protected or \
            damaged, or an option doesn't fit. The detail says why.
            """
    )

    static let sideFile = FindingKind(
        "I208",
        "SIDE_FILE",
        .note,
        "the file in the archive is no data by its name",
        hint: "set `member:` to its name to read it all the same",
        action: "file left out",
        explanation: """
            macOS and Windows put files of their own into archives (`__MACOSX`, `.DS_Store`, \
            `Thumbs.db`), and people put a README beside their tables.
            """
    )

    static let trailingBytes = FindingKind(
        "I209",
        "TRAILING_BYTES",
        .warning,
        "bytes follow the compressed data that belong to no file in it",
        hint: "get the file again when rows are missing",
        action: "the bytes were not read",
        explanation: """
            A gzip file ends with its last member. What follows and isn't padding with zeros was \
            appended by mistake, or is the damaged rest of one more member.
            """
    )

    static let highRatio = FindingKind(
        "I210",
        "HIGH_RATIO",
        .warning,
        "the file in the archive takes more than a hundred times its compressed size",
        action: "read like any other, within the limits of size",
        explanation: """
            Text full of blanks is packed that tightly, and so are files made to fill memory. The \
            limits `max_entry_bytes` and `max_total_bytes` hold for both.
            """
    )

    static let nestedArchive = FindingKind(
        "I211",
        "NESTED_ARCHIVE",
        .error,
        "an archive stands inside the archive; one level is read",
        hint: "unpack the outer one, and name the folder or the inner archive as the source",
        action: "the inner archive was not read; the source counts as broken",
        explanation: """
            Archives in archives hide how much they hold, and names of files would no longer say \
            where a row came from. Workbooks inside an archive are files and are read.
            """
    )

    static let refusedName = FindingKind(
        "I212",
        "REFUSED_NAME",
        .error,
        "the name of a file in the archive leads outside of it",
        hint: "ask who made the archive; such names are attacks or slips of a program",
        action: "file not read; the source counts as broken",
        explanation: """
            Names with `..` or from the root on would be written to other folders when unpacked. \
            Nothing is unpacked here, but an archive like that can't be trusted.
            """
    )

    static let protectedMember = FindingKind(
        "I213",
        "PROTECTED_MEMBER",
        .error,
        "a file in the archive is encrypted with a password",
        hint: "unpack the archive with the password, and name the folder as the source",
        action: "file not read; the source counts as broken",
        explanation: """
            Passwords are not asked for, so that none can end up in a pipeline file or a log.
            """
    )

    static let fileLeftOut = FindingKind(
        "I214",
        "FILE_LEFT_OUT",
        .note,
        "an entry of the folder is no file to be read",
        hint: "name the file itself as a source, or use `**` to enter folders",
        action: "left out",
        explanation: """
            A source of several files takes the regular files of its folder. Hidden files, lock \
            files of open workbooks (`~$…`), folders, and links that lead out of the folder are \
            named but not read.
            """
    )

    static let fileNotRead = FindingKind(
        "I215",
        "FILE_NOT_READ",
        .warning,
        "a file of the source has a format that can't be read",
        hint: "narrow the pattern, such as `*.csv`",
        action: "file left out; the others were read",
        explanation: """
            A folder may hold more than tables. What can't be read is named, so that a table in \
            a format of its own can't be overlooked.
            """
    )

    static let columnsDiffer = FindingKind(
        "I216",
        "COLUMNS_DIFFER",
        .warning,
        "the table has other columns than the same table in the source's first file",
        hint:
            "look whether a column was renamed; give a mapped field both headers: `name: [客户名称, 公司名称]`",
        action: "read as a part of the same table; columns that it lacks are absent",
        explanation: """
            Monthly files of one export have the same columns and act as one table. A renamed, \
            missing or added column is told, because a mapping by the old header reads nothing there.
            """
    )

    static let noMember = FindingKind(
        "I217",
        "NO_READABLE_MEMBER",
        .fatal,
        "the archive holds no file that can be read",
        hint: "look into the archive; `member:` may name a file that it doesn't hold",
        action: "nothing was read",
        explanation: """
            An archive is read for the tables in it: CSV, workbooks, dumps, JSON and others. This \
            one has none, or none that `member:` names.
            """
    )

    static let needsFile = FindingKind(
        "I218",
        "NEEDS_A_FILE",
        .fatal,
        "a database can be read from a file only",
        hint: "unpack it, or save the standard input to a file, and name that file",
        action: "nothing was read",
        explanation: """
            Databases are opened by SQLite or other programs, which need a path. There is none \
            inside of an archive or on the standard input.
            """
    )
}
