import Records
import TestSupport
import Testing

@testable import Importing

@Suite("Telling SQL dumps from other texts")
struct DumpDetectionTests {
    private static func confidence(_ text: String) -> Int {
        Dump.confidence(head: Array(text.utf8).span)
    }

    @Test(
        "dumps are told by their first statements, behind comments, settings and lines of programs",
        arguments: [
            "-- MySQL dump 10.13\n-- Host: x\n",
            "/****** Object:  Table [dbo].[x] ******/\nSET ANSI_NULLS ON\nGO\nCREATE TABLE [dbo].[x](",
            "USE [CRM]\nGO\nINSERT [dbo].[客户] ([a]) VALUES (1)\n",
            "REM INSERTING into T\nSET DEFINE OFF;\nInsert into T (A) values (1);\n",
            "prompt PL/SQL Developer\nset feedback off\nset define off\ncreate table T\n(\n a number)",
            "\u{FEFF}SET NAMES utf8;\nDROP TABLE IF EXISTS `a`;\nCREATE TABLE `a` (`b` int);",
            "INSERT INTO `客户` VALUES (1,'x'),(2",
            "insert authors values('a')\ninsert authors values('b')",
            "# phpMyAdmin\nCREATE TABLE a (b int);",
            "\\c crm;\nCOPY public.t (a, b) FROM stdin;\n1\t2\n\\.\n",
            "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a);",
            "if exists (select * from sysobjects)\n\tdrop procedure x\nGO\nCREATE TABLE x (a int)\nGO",
            "mysqldump: [Warning] Using a password\n-- MySQL dump\nINSERT INTO t VALUES (1);",
            "SET NOCOUNT ON\nGO\nSET DATEFORMAT mdy\nGO\n",
        ]
    )
    func dumps(_ text: String) throws {
        #expect(Self.confidence(text) > 30)
        let detected = Importers.detect(FileBytes(Array(text.utf8)))
        #expect(detected?.spec.name == "dump")
        for hasMark in [true, false] {
            var bytes: [UInt8] = hasMark ? [0xFF, 0xFE] : []
            for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
            #expect(Dump.confidence(head: bytes.span) > 30)
        }
    }

    @Test(
        "texts that hold words of SQL are no dumps",
        arguments: [
            "id,sql\n1,\"INSERT INTO t VALUES (1)\"\n",
            "insert,update,delete\n1,2,3\n",
            "set,use,create table\nSET NAMES,b,c\n",
            "use,case\n1,2\n",
            "Insert the coin into values of the machine\nand more\n",
            "Set up the meeting with 客户\nUse it well\n",
            "-- notes --\nname,phone\n李雷,138\n",
            "# customers\nid,name\n1,a\n",
            "/* header */\nid;name\n1;a\n",
            "Begin with the end in mind\nCREATE TABLEAU\n",
            "replace into,y\n1,2\n",
            "姓名,电话\nDROP TABLE students;--,138\n",
            "insert into\n",
            "{\"a\": \"CREATE TABLE t (a int)\"}",
            "Select your plan\nplan,price\n",
        ]
    )
    func others(_ text: String) {
        #expect(Self.confidence(text) < 30)
        #expect(Importers.detect(FileBytes(Array(text.utf8)))?.spec.name != "dump")
    }

    @Test("a file declared to be a dump may begin with other lines")
    func declared() {
        let text = "exported by hand\nINSERT INTO t (a) VALUES (1);\n"
        #expect(Self.confidence(text) == 20)
    }

    @Test("the dialect is that of the writing program")
    func dialects() {
        let heads: [(String, SQLDialect)] = [
            ("-- MySQL dump 10.13\nINSERT", .mySQL),
            ("/*\n Source Server Type    : PostgreSQL\n*/\n", .postgreSQL),
            ("COPY t FROM stdin;", .postgreSQL),
            ("INSERT [dbo].[a] VALUES (1)\nGO\n", .transact),
            ("REM INSERTING into X\nSET DEFINE OFF;", .oracle),
            ("PRAGMA foreign_keys=OFF;", .sqlite),
            ("INSERT INTO t VALUES ('C:\\Documents');", .standard),
            ("INSERT INTO t VALUES ('it\\'s');", .mySQL),
        ]
        for (head, dialect) in heads {
            #expect(SQLDialect.find(Array(head.utf8).span) == dialect, "\(head)")
        }
    }
}
