import CRM
import Records
import Storage

/// Users, departments, stages and picklists: what records refer to by number or code.
///
/// Known rows come from the target; new ones are collected here and written with the records.
struct ReferenceData {
    struct NewStage { let id: Int64, name: String, sort: Int, stage: SalesStage? }
    struct NewTerm { let list: String, code: String, zh: String, en: String?, sort: Int }

    private(set) var newUsers: [(id: Int64, name: String)] = []
    private(set) var newAliases: [(alias: String, user: Int64)] = []
    private(set) var newDepartments: [(id: Int64, name: String)] = []
    private(set) var newStages: [NewStage] = []
    private(set) var newTerms: [NewTerm] = []
    private var userOfAlias: [String: Int64] = [:]
    private var userOfKey: [String: Int64] = [:]
    private var departmentOfPath: [String: Int64] = [:]
    private var stageOfName: [String: Int64] = [:]
    private var knownTerms: Set<String> = []
    private var knownAliases: Set<String> = []
    var nextUser: Int64 = 1
    var nextDepartment: Int64 = 1
    private var nextStage: Int64 = 1
    private var nextSort = 1

    init() {}

    /// What an existing target already has.
    init(_ connection: Connection) throws(StorageFailure) {
        let aliases = try connection.prepare(
            """
            SELECT alias, user_id FROM crm_user_alias
            UNION ALL SELECT full_name, user_id FROM crm_user ORDER BY 2, 1
            """
        )
        while try aliases.step() { learn(aliases.text(0) ?? "", user: aliases.integer(1)) }
        let stored = try connection.prepare("SELECT alias FROM crm_user_alias")
        while try stored.step() { knownAliases.insert(stored.text(0) ?? "") }
        let departments = try connection.prepare("SELECT path, department_id FROM department")
        while try departments.step() {
            departmentOfPath[departments.text(0) ?? ""] = departments.integer(1)
        }
        let stages = try connection.prepare(
            "SELECT name, stage_id, sort FROM pipeline_stage ORDER BY stage_id"
        )
        while try stages.step() {
            stageOfName[stages.text(0) ?? ""] = stages.integer(1)
            nextStage = max(nextStage, stages.integer(1) + 1)
            nextSort = max(nextSort, Int(stages.integer(2)) + 1)
        }
        let terms = try connection.prepare("SELECT list, code FROM picklist")
        while try terms.step() {
            knownTerms.insert("\(terms.text(0) ?? "")\u{1F}\(terms.text(1) ?? "")")
        }
        nextUser = (try connection.integer("SELECT max(user_id) FROM crm_user") ?? 0) + 1
        nextDepartment =
            (try connection.integer("SELECT max(department_id) FROM department") ?? 0) + 1
    }

    private mutating func learn(_ alias: String, user: Int64) {
        let key = Vocabulary.key(alias)
        if !key.isEmpty, userOfAlias[key] == nil { userOfAlias[key] = user }
    }

    /// Makes a user known under a name; the first user of a name keeps it.
    mutating func addAlias(_ alias: String, user: Int64) {
        learn(alias, user: user)
        if !alias.isEmpty, userOfAlias[Vocabulary.key(alias)] == user,
            knownAliases.insert(alias).inserted
        {
            newAliases.append((alias, user))
        }
    }

    /// Makes a user known by its key in a source.
    mutating func addKey(_ key: String, source: String, user: Int64) {
        let text = "\(source)\u{1F}\(key)"
        if userOfKey[text] == nil { userOfKey[text] = user }
    }

    /// The user whom a source calls so; made, inactive, when nobody is known by it.
    mutating func user(_ text: String, source: String) -> (id: Int64, isNew: Bool) {
        if let id = userOfKey["\(source)\u{1F}\(text)"] ?? userOfAlias[Vocabulary.key(text)] {
            return (id, false)
        }
        let id = nextUser
        nextUser += 1
        newUsers.append((id, text))
        addAlias(text, user: id)
        return (id, true)
    }

    mutating func department(_ path: String) -> Int64 {
        if let id = departmentOfPath[path] { return id }
        let id = nextDepartment
        nextDepartment += 1
        departmentOfPath[path] = id
        newDepartments.append((id, path))
        return id
    }

    mutating func addDepartment(_ name: String, id: Int64) {
        if departmentOfPath[name] == nil { departmentOfPath[name] = id }
    }

    /// The stage of that name or synonym.
    ///
    /// A name of the client's own becomes a stage; blank is the stage 未填写.
    mutating func stage(_ name: String) -> Int64 {
        let known = Vocabularies.stages.code(for: name)
        let text = known ?? (name.isEmpty ? "未填写" : name)
        if let id = stageOfName[text] { return id }
        addStandardStages()
        if let id = stageOfName[text] { return id }
        return addStage(text, nil)
    }

    private mutating func addStandardStages() {
        for stage in Vocabularies.salesStages where stageOfName[stage.name] == nil {
            _ = addStage(stage.name, stage)
        }
    }

    private mutating func addStage(_ name: String, _ stage: SalesStage?) -> Int64 {
        let id = nextStage
        newStages.append(NewStage(id: id, name: name, sort: nextSort, stage: stage))
        stageOfName[name] = id
        nextStage += 1
        nextSort += 1
        return id
    }

    /// The code of a word in a picklist; a word that the vocabulary lacks is its own code.
    mutating func code(_ word: String, list: String) -> String {
        let vocabulary = Vocabularies.picklist(list)
        let term = vocabulary?.term(for: word)
        let code = term?.code ?? word
        if knownTerms.insert("\(list)\u{1F}\(code)").inserted {
            let sort = vocabulary?.terms.firstIndex { $0.code == code } ?? 1000 + newTerms.count
            newTerms.append(
                NewTerm(
                    list: list,
                    code: code,
                    zh: term?.labelZh ?? word,
                    en: term?.labelEn,
                    sort: sort
                )
            )
        }
        return code
    }
}
