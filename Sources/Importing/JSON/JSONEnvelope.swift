import Records

/// Tells an answer that wraps its records from a record that has arrays of its own.
///
///     {"errcode":0,"data":{"total":2,"list":[{…},{…}]}}          an envelope
///     {"id":7,"name":"甲公司","city":"上海","contacts":[{…}]}      one record
enum JSONEnvelope {
    /// Keys of values that say something about the answer, not about a customer.
    static let words: Set<String> = [
        "code", "errcode", "err_code", "errno", "error", "errors", "error_code", "errormsg", "msg",
        "errmsg", "err_msg", "message", "status", "statuscode", "success", "ok", "result", "ret",
        "retcode", "total", "totalcount", "total_count", "totalpages", "count", "size", "limit",
        "offset", "page", "pages", "pageno", "pagenum", "page_no", "page_num", "pagesize",
        "page_size", "per_page", "next", "prev", "previous", "next_cursor", "nextcursor", "cursor",
        "has_more", "hasmore", "hasnext", "is_last", "timestamp", "time", "date", "request_id",
        "requestid", "traceid", "trace_id", "version", "type", "exported_at", "generated_at",
        "export_time", "took", "took_ms", "duration", "sign", "nonce", "current", "fail_info",
    ]

    /// Objects that say something about the answer.
    private static let groups: Set<String> = [
        "meta", "metadata", "header", "headers", "info", "paging", "pagination", "page", "pager",
        "links", "_links", "summary", "request", "response_metadata", "query", "schema", "config",
    ]

    /// How many values of a customer an object has that is a record.
    private static let leastValueCount = 3

    /// Whether the document is one object with arrays of objects, and says nothing else itself.
    static func isEnvelope(_ reader: JSONReader) -> Bool {
        guard reader.root == .object, reader.tables.count > 1,
            reader.tables.contains(where: { $0.parent == 0 })
        else { return false }
        var counts: [Int32: Int] = [:]
        for node in reader.tables[0].columnNodes {
            let parts = path(Int(node), reader)
            if parts.dropLast().contains(where: { groups.contains($0.lowercased()) }) { continue }
            guard let last = parts.last, !words.contains(last.lowercased()) else { continue }
            if last == "_id" { return false }
            counts[reader.paths.nodes[Int(node)].parent, default: 0] += 1
        }
        return !counts.values.contains { $0 >= leastValueCount }
    }

    private static func path(_ node: Int, _ reader: JSONReader) -> [String] {
        var parts: [String] = []
        var current = node
        while current > 0 {
            parts.append(reader.paths.part(current))
            current = Int(reader.paths.nodes[current].parent)
        }
        return parts.reversed()
    }
}
