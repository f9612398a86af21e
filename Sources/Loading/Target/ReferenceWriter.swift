import CRM
import Records
import Storage

/// Writes users, departments, stages, picklist terms and regions that a load brought.
enum ReferenceWriter {
    static func write(
        _ reference: ReferenceData,
        _ connection: Connection
    ) throws(StorageFailure) -> Int {
        var count = 0
        let user = try connection.prepare(
            "INSERT INTO crm_user (user_id, full_name, is_active) VALUES (?, ?, 0)"
        )
        for (id, name) in reference.newUsers {
            user.bind(id, at: 1)
            user.bind(name, at: 2)
            try user.run()
            count += 1
        }
        let alias = try connection.prepare(
            "INSERT OR IGNORE INTO crm_user_alias (alias, user_id) VALUES (?, ?)"
        )
        for (name, id) in reference.newAliases {
            alias.bind(name, at: 1)
            alias.bind(id, at: 2)
            try alias.run()
            count += 1
        }
        let department = try connection.prepare(
            "INSERT INTO department (department_id, name, path) VALUES (?, ?, ?)"
        )
        for (id, path) in reference.newDepartments {
            department.bind(id, at: 1)
            department.bind(path.split(separator: "/").last.map(String.init) ?? path, at: 2)
            department.bind(path, at: 3)
            try department.run()
            count += 1
        }
        return try count + writeStages(reference, connection) + writeTerms(reference, connection)
    }

    private static func writeStages(
        _ reference: ReferenceData,
        _ connection: Connection
    ) throws(StorageFailure) -> Int {
        let stage = try connection.prepare(
            """
            INSERT INTO pipeline_stage (stage_id, pipeline, name, sort, probability, is_closed, is_won)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """
        )
        for new in reference.newStages {
            stage.bind(new.id, at: 1)
            stage.bind(Vocabularies.standardPipeline, at: 2)
            stage.bind(new.name, at: 3)
            stage.bind(new.sort, at: 4)
            stage.bind(new.stage?.probability ?? 0, at: 5)
            stage.bind(new.stage?.isClosed == true ? 1 : 0, at: 6)
            stage.bind(new.stage?.isWon == true ? 1 : 0, at: 7)
            try stage.run()
        }
        return reference.newStages.count
    }

    private static func writeTerms(
        _ reference: ReferenceData,
        _ connection: Connection
    ) throws(StorageFailure) -> Int {
        let term = try connection.prepare(
            "INSERT INTO picklist (list, code, label_zh, label_en, sort) VALUES (?, ?, ?, ?, ?)"
        )
        for new in reference.newTerms {
            term.bind(new.list, at: 1)
            term.bind(new.code, at: 2)
            term.bind(new.zh, at: 3)
            term.bind(new.en, at: 4)
            term.bind(new.sort, at: 5)
            try term.run()
        }
        return reference.newTerms.count
    }

    static func write(_ regions: [Region], _ connection: Connection) throws(StorageFailure) {
        let statement = try connection.prepare(
            "INSERT OR IGNORE INTO region (adcode, name, level, parent) VALUES (?, ?, ?, ?)"
        )
        for region in regions {
            statement.bind(region.adcode, at: 1)
            statement.bind(region.name, at: 2)
            statement.bind(region.level, at: 3)
            statement.bind(region.parent, at: 4)
            try statement.run()
        }
    }
}
