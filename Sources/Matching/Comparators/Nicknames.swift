/// Short forms of English given names: Bob is a Robert, Liz an Elizabeth.
///
/// General knowledge; a short form that stands for several names is under the commonest.
enum Nicknames {
    /// The full form of a given name in lower case; the name itself when it is none.
    static func formal(_ name: [UInt8]) -> [UInt8] { known[name] ?? name }

    private static let table =
        """
        robert bob rob bobby robbie, william will bill billy, richard rick dick rich, james jim \
        jimmy jamie, john jack johnny, michael mike mick mickey, joseph joe joey, thomas tom tommy, \
        charles charlie chuck, edward ed eddie ted, daniel dan danny, david dave, matthew matt, \
        anthony tony, andrew andy drew, christopher chris, nicholas nick, steven steve stephen, \
        kenneth ken kenny, ronald ron, donald don, gerald gerry jerry, gregory greg, jeffrey jeff, \
        benjamin ben, samuel sam, alexander alex, patrick pat, peter pete, timothy tim, raymond ray, \
        lawrence larry, leonard len leo, philip phil, frederick fred, henry harry, walter walt, \
        jonathan jon, joshua josh, zachary zach, vincent vince, elizabeth liz beth betty lizzie \
        eliza, katherine kate kathy katie cathy catherine, margaret maggie meg peggy, \
        jennifer jen jenny, jessica jess, rebecca becky, susan sue susie, patricia patty tricia, \
        barbara barb, deborah deb debbie, victoria vicky, samantha sammy, alexandra sandra, \
        jacqueline jackie, christina tina christine, amanda mandy, cynthia cindy, dorothy dot, \
        theresa terry, angela angie, pamela pam, kimberly kim, abigail abby, isabella bella
        """

    private static let known: [[UInt8]: [UInt8]] = {
        var known: [[UInt8]: [UInt8]] = [:]
        for line in table.split(separator: ",") {
            let names = line.split(whereSeparator: { $0 == " " || $0 == "\n" })
            guard let formal = names.first else { continue }
            for name in names.dropFirst() { known[Array(name.utf8)] = Array(formal.utf8) }
        }
        return known
    }()
}
