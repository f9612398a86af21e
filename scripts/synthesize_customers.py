"""Messy Chinese customers of three levels, with exact truth; called by scripts/synthesize --level.

    scripts/synthesize --level real [--rows 100000] [--seed 20261122] [--out out/customers-real]

book.csv crm.csv web.csv cards.csv  people with their companies, as four sources keep them
truth.csv      id,entity,company,noise - person and company of each row, and which noise hit it
pipeline.yaml  a pipeline that maps them

Everything is invented: mobiles lie in real blocks with random tails, mail domains end in .example.
NOISE says how often each thing happens; scripts/bench-match publishes it as
Benchmarks/matching/customers.md. It is data: change the seed or a share, and results are other results.
"""
import csv
import os
import random

from synthesize_words import *

SEED = 20261122
LEVELS = ["easy", "real", "hard"]

# Share at easy, real and hard, and of what. The first block is of people and companies, the second of rows.
NOISE = {
    "second_mobile":    (.10, .25, .35, "people with two mobiles; a row gives one of them, or both"),
    "job_change":       (.02, .05, .09, "people who moved to another company: other company, e-mail and address, same mobile"),
    "namesake_colleague": (.005, .01, .02, "people with a colleague of the same name in their company"),
    "couple":           (.01, .02, .04, "people who share a mobile with a relative in the same company"),
    "english_name":     (.05, .1, .15, "people who use an English given name in some rows"),
    "direct_line":      (.15, .15, .12, "people with a landline of their own; all others share the switchboard"),
    "sister":           (.04, .07, .10, "companies of another one's brand, another trade; half share switchboard and address, most the mail domain"),
    "branch":           (.02, .04, .06, "branches: the parent's name, another city, its mail domain"),
    "same_brand":       (.02, .04, .06, "companies with a stranger's brand and trade in another city"),
    "renamed":          (.01, .03, .05, "companies known by an old and a new name"),
    "shared_building":  (.05, .10, .15, "companies at the address of another one"),

    "name_homophone":   (.004, .015, .03, "a character of the name by another of the same sound (静 靖)"),
    "name_shape":       (.002, .006, .015, "a character by one that looks alike (末 未)"),
    "name_traditional": (.02, .05, .08, "name in traditional characters"),
    "name_variant":     (.01, .02, .03, "a variant character (峰 峯, 肖 萧)"),
    "name_pinyin":      (.05, .12, .18, "name in pinyin: either order, joined, hyphen, capitals"),
    "name_english":     (.30, .40, .45, "rows of people with an English name that use it (David 王)"),
    "name_honorific":   (.02, .04, .06, "先生, 经理 behind the name"),
    "name_surname_only": (.0, .006, .015, "surname and title only (王总)"),
    "name_remark":      (.01, .02, .04, "a remark or the department in the name's cell"),
    "name_blank":       (.02, .04, .06, "blanks inside or around the name"),
    "mobile_slip":      (.003, .01, .02, "one digit of the mobile is another one"),
    "mobile_swap":      (.001, .005, .01, "two neighbouring digits of the mobile exchanged"),
    "mobile_lost":      (.001, .003, .006, "a digit of the mobile too few or too many"),
    "mobile_form":      (.15, .30, .35, "+86, hyphens, blanks, full width, label, .0"),
    "mobile_masked":    (.002, .01, .02, "138****5678"),
    "mobile_dummy":     (.005, .015, .03, "13800000000, 00000000, 无"),
    "mobile_assistant": (.003, .010, .02, "an assistant's mobile instead of one's own"),
    "mobile_of_couple": (.25, .30, .30, "rows of people with a shared mobile that give the relative's"),
    "tel_slip":         (.003, .010, .02, "one digit of the landline is another one"),
    "tel_extension":    (.30, .40, .40, "extension behind the switchboard"),
    "email_shared":     (.02, .06, .10, "info@, sales@ of the company instead of one's own"),
    "email_private":    (.10, .20, .25, "private mail address instead of the company's"),
    "email_domain_typo": (.003, .015, .03, "typo in the domain"),
    "email_local_typo": (.002, .008, .015, "typo in the local part"),
    "company_short":    (.06, .18, .26, "简称: brand, brand and trade, region and brand"),
    "company_form":     (.04, .08, .10, "legal form left out or another one"),
    "company_region":   (.05, .12, .15, "region left out, in brackets, or with 市"),
    "company_homophone": (.003, .01, .02, "a character of the brand by a homophone"),
    "company_shape":    (.001, .004, .01, "a character of the brand by one that looks alike"),
    "company_traditional": (.01, .03, .05, "company in traditional characters"),
    "company_trade":    (.002, .010, .02, "a near trade (科技, 信息科技)"),
    "company_remark":   (.01, .03, .05, "remark, brackets, full width"),
    "address_short":    (.15, .30, .40, "province, city or room left out"),
    "address_old":      (.01, .04, .06, "an older address of the company"),
    "address_slip":     (.005, .015, .03, "other house or room number"),
    "birth_transposed": (.003, .010, .02, "day and month exchanged, or one digit wrong"),
    "birth_dummy":      (.01, .02, .03, "1900-01-01, 1970-01-01"),
    "cell_missing":     (.0, .06, .12, "any cell left blank, beyond the source's habit"),
    "cell_nothing":     (.01, .02, .03, "无, -, N/A instead of a blank"),
    "only_name_company": (.01, .03, .05, "rows with nothing but a name and a company"),
    "only_name_phone":  (.01, .03, .05, "rows with nothing but a name and a mobile"),
}

# Shares of the revised sets, made after the matcher had been scored: not blind, see customers.md.
REVISED = {
    "namesake_colleague": (0.001, 0.003, 0.006),
    "english_name": (0.05, 0.12, 0.18),
    "name_homophone": (0.006, 0.03, 0.05),
    "name_shape": (0.003, 0.015, 0.03),
    "name_surname_only": (0.0, 0.003, 0.008),
    "mobile_slip": (0.005, 0.02, 0.035),
    "mobile_swap": (0.002, 0.01, 0.02),
    "mobile_lost": (0.002, 0.006, 0.012),
    "mobile_masked": (0.005, 0.03, 0.05),
    "email_domain_typo": (0.005, 0.025, 0.04),
    "email_local_typo": (0.004, 0.015, 0.025),
    "company_homophone": (0.005, 0.02, 0.035),
    "company_shape": (0.002, 0.01, 0.02),
    "cell_missing": (0.0, 0.04, 0.08),
    "only_name_company": (0.01, 0.02, 0.035),
    "only_name_phone": (0.01, 0.02, 0.035),
}

# Rows of an entity: share of 1, 2, … 6.
REPEATS = (.42, .27, .16, .08, .045, .025)

# Share of the rows, and how often a cell is filled.
SOURCES = {
    "book":  (.36, {"company": .97, "mobile": .82, "tel": .40, "email": .40, "address": .50, "birth": .15}),
    "crm":   (.30, {"company": .95, "mobile": .82, "tel": .50, "email": .45, "address": .55, "birth": .45}),
    "web":   (.20, {"company": .80, "mobile": .90, "tel": .00, "email": .85, "address": .00, "birth": .10}),
    "cards": (.14, {"company": .99, "mobile": .85, "tel": .80, "email": .85, "address": .85, "birth": .00}),
}
# How much likelier a source makes a noise than the table says; 1 where nothing stands.
HABITS = {
    "book":  {"name_pinyin": .1, "name_remark": 2, "name_honorific": 1.5, "company_short": 1.4, "only_name_company": 1.5,
              "only_name_phone": 2, "name_surname_only": 1.6, "name_homophone": 1.5},
    "crm":   {"name_pinyin": .2, "name_traditional": .3, "mobile_masked": 2, "mobile_dummy": 1.8, "birth_dummy": 1.5,
              "address_old": 2, "name_shape": .5, "only_name_company": 1.2},
    "web":   {"name_pinyin": 4, "name_homophone": .3, "name_shape": .2, "company_short": 1.4, "email_private": 2,
              "name_surname_only": 1.2, "email_shared": .4, "company_homophone": .5, "only_name_company": 0},
    "cards": {"name_pinyin": .6, "name_traditional": 2.5, "company_traditional": 2.5, "name_shape": 2.5, "company_shape": 2.5,
              "mobile_dummy": .1, "cell_nothing": 0, "name_homophone": .1, "company_short": .4, "tel_extension": 1.4,
              "only_name_company": .3, "only_name_phone": 0, "mobile_assistant": 1.5},
}
HEADERS = {
    "book": "编号 姓名 公司名称 职务 手机 电话 邮箱 地址 生日 备注".split(),
    "crm": "id name company title mobile mobile2 tel email address birthday memo".split(),
    "web": "序号 姓名 手机 邮箱 公司 城市 出生日期 留言".split(),
    "cards": "编号 公司 姓名 职务 地址 电话 手机 邮箱".split(),
}
PIPELINE = """# People of four sources and their companies; only what each column holds is declared.
version: 1
name: customers
vars: {in: .}
sources:
  book: {csv: "${in}/book.csv"}
  crm: {csv: "${in}/crm.csv"}
  web: {csv: "${in}/web.csv"}
  cards: {csv: "${in}/cards.csv"}
entities:
  account:
    from:
      book: {source_id: 编号, name: 公司名称, landline: 电话, address: 地址, fill_down: none}
      crm: {source_id: id, name: company, landline: tel, address: address, fill_down: none}
      web: {source_id: 序号, name: 公司, fill_down: none}
      cards: {source_id: 编号, name: 公司, landline: 电话, address: 地址, fill_down: none}
    match: {merge: auto}
  contact:
    from:
      book: {source_id: 编号, full_name: 姓名, job_title: 职务, mobile: 手机, landline: 电话, email: 邮箱, address: 地址, birth_date: 生日, description: 备注, fill_down: none}
      crm: {source_id: id, full_name: name, job_title: title, mobile: {all: [mobile, mobile2]}, landline: tel, email: email, address: address, birth_date: birthday, description: memo, fill_down: none}
      web: {source_id: 序号, full_name: 姓名, mobile: 手机, email: 邮箱, city: 城市, birth_date: 出生日期, description: 留言, fill_down: none}
      cards: {source_id: 编号, full_name: 姓名, job_title: 职务, address: 地址, landline: 电话, mobile: 手机, email: 邮箱, fill_down: none}
    match: {merge: auto}
target: {database: "${in}/customers.db"}
"""

PINYIN, HOMOPHONES = {}, {}
for line in READINGS:
    reading, characters = line.split()
    for character in characters:
        PINYIN.setdefault(character, reading)
        HOMOPHONES.setdefault(character, characters.replace(character, ""))
for character, reading in {**EXTRA_PINYIN, **BRAND_PINYIN}.items():
    PINYIN.setdefault(character, reading)
SURNAME_SOUNDS = {}
for surname, reading in SURNAME_PINYIN.items():
    SURNAME_SOUNDS.setdefault(reading, []).append(surname)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class World:
    """The true companies and people, without any noise."""

    def __init__(self, level, rows, seed, revised=False):
        self.r = random.Random(f"{seed}/{level}/{rows}")
        self.level, self.revised = LEVELS.index(level), revised
        self.companies, self.people = [], []
        self.mobiles, self.domains = set(), {}
        mean = sum((i + 1) * share for i, share in enumerate(REPEATS))
        self.fill(int(rows / mean) + 1)

    def share(self, kind):
        table = REVISED if self.revised and kind in REVISED else NOISE
        return table[kind][self.level]

    def happens(self, kind):
        return self.r.random() < self.share(kind)

    # Companies

    def tel(self, area):
        digits = 8 if len(area) == 3 or area in ("0755", "0571", "0512", "0769", "0371", "0531", "0532", "0731", "0574") else 7
        return f"{area}-{self.r.choice('5678')}" + "".join(self.r.choice("0123456789") for _ in range(digits - 1))

    def address(self, city, districts):
        r = self.r
        road = f"{r.choice(ROADS)}{r.randrange(1, 999)}号"
        if r.random() < .6:
            road += r.choice(BUILDINGS) + r.choice(["", "A座", "B座", "1号楼", "3号楼", "5栋"])
        room = f"{r.randrange(1, 30)}{r.randrange(1, 20):02d}室" if r.random() < .7 else ""
        return (city[0], city[1], r.choice(districts) if districts else "", road, room)

    def company(self, brand=None, trade=None, city=None, old=None):
        r = self.r
        if city is None:
            city = r.choices(CITIES, [c[4] for c in CITIES])[0]
        districts = city[2].split()
        if brand is None:
            brand = r.choice(BRAND_FIRST) + r.choice(BRAND_SECOND)
            if r.random() < .35:
                brand += r.choice(BRAND_SECOND)
        trade = trade or r.choice(TRADES)
        domain = "".join(PINYIN[c] for c in brand) + r.choice(["", "", "", "tech", "group", "cn"])
        while domain in self.domains:
            domain += str(r.randrange(10))
        self.domains[domain] = True
        return {
            "region": city[1][:-1], "brand": brand, "trade": trade, "form": r.choice(FORMS), "city": city,
            "style": r.random(), "address": self.address(city, districts), "old_address": self.address(city, districts),
            "tel": self.tel(city[3]), "domain": domain + ".example", "branch": "", "old": "",
            "mail": r.choice(["full", "full", "dot", "initial", "reverse"]),
        }

    def new_company(self):
        r, known = self.r, self.companies
        if known and self.happens("sister"):
            elder = r.choice(known)
            young = self.company(elder["brand"], None, elder["city"])
            if young["trade"] == elder["trade"]:
                young["trade"] = r.choice([t for t in TRADES if t != elder["trade"]])
            if r.random() < .5:
                young["tel"], young["address"] = elder["tel"], elder["address"]
            if r.random() < .7:
                young["domain"] = elder["domain"]
            return young
        if known and self.happens("branch"):
            elder = r.choice(known)
            city = r.choice([c for c in CITIES if c is not elder["city"]])
            young = self.company(elder["brand"], elder["trade"], city)
            young.update(region=elder["region"], form=elder["form"], style=elder["style"], domain=elder["domain"],
                         branch=city[1][:-1] + "分公司")
            return young
        if known and self.happens("same_brand"):
            elder = r.choice(known)
            return self.company(elder["brand"], elder["trade"], r.choice([c for c in CITIES if c is not elder["city"]]))
        young = self.company()
        if known and self.happens("shared_building"):
            elder = r.choice(known)
            young["address"] = elder["address"][:4] + (f"{r.randrange(1, 30)}{r.randrange(1, 20):02d}室",)
            young["city"], young["region"] = elder["city"], elder["region"]
        if self.happens("renamed"):
            other = self.company(None, young["trade"], young["city"])
            young["old"] = official(other)
        return young

    # People

    def mobile(self):
        while True:
            number = self.r.choice("130 131 132 133 135 136 137 138 139 150 151 152 155 156 158 159 166 173 176 177 178 180 182 "
                                   "183 185 186 187 188 189 191 198 199".split()) + f"{self.r.randrange(10**8):08d}"
            if number not in self.mobiles:
                self.mobiles.add(number)
                return number

    def given(self):
        r = self.r
        popular, scale, single = (.14, 70, .09) if self.revised else (.22, 45, .12)
        if r.random() < popular:
            return r.choice(GIVEN_POPULAR)
        last = len(GIVEN_CHARACTERS)

        def pick():
            index = int(r.expovariate(1 / scale))
            return GIVEN_CHARACTERS[index % last if self.revised else min(index, last - 1)]

        return pick() if r.random() < single else pick() + pick()

    def person(self, company, name=None, surname=None):
        r = self.r
        if name is None:
            if r.random() < .004:
                name = ("", r.choice(MINORITY))
                if self.revised:
                    name = ("", name[1].split("·")[0] + "·" + r.choice(MINORITY).split("·")[1])
            else:
                name = (surname or r.choices(list(SURNAME_SHARES), list(SURNAME_SHARES.values()))[0], self.given())
        person = {
            "name": name, "mobiles": [self.mobile()], "company": company, "others": [], "couple": None,
            "english": r.choice(ENGLISH) if self.happens("english_name") else "",
            "tel": self.tel(self.companies[company]["city"][3]) if self.happens("direct_line") else "",
            "extension": str(r.randrange(100, 9000)), "title": r.choice(TITLES),
            "birth": (r.randrange(1958, 2002), r.randrange(1, 13), r.randrange(1, 29)),
        }
        if self.happens("second_mobile"):
            person["mobiles"].append(self.mobile())
        sound = "".join(pinyin_of(name))
        person["private"] = r.choice([sound, sound + str(person["birth"][0]), str(r.randrange(10**7, 10**9)),
                                      "".join(s[0] for s in pinyin_of(name)) + f"{r.randrange(10**5)}"]) + "@" + r.choice(FREE_MAIL)
        person["mails"] = {company: self.work_mail(name, company)}
        return person

    def work_mail(self, name, company):
        r, place = self.r, self.companies[company]
        sounds = pinyin_of(name)
        given = "".join(sounds[1:]) or sounds[0]
        local = {"full": "".join(sounds), "dot": f"{given}.{sounds[0]}", "initial": given[0] + sounds[0],
                 "reverse": given + sounds[0]}[place["mail"]]
        taken = place.setdefault("locals", set())
        while local in taken:
            local += str(r.randrange(2, 10))
        taken.add(local)
        return f"{local}@{place['domain']}"

    def fill(self, count):
        r, people = self.r, self.people
        while len(people) < count:
            self.companies.append(self.new_company())
            company = len(self.companies) - 1
            size = r.choices([1, 2, 3, 4, 6, 9, 15, 30], [30, 22, 14, 11, 10, 7, 4, 2])[0]
            for _ in range(size):
                person = self.person(company)
                people.append(person)
                if size > 1 and self.happens("namesake_colleague"):
                    people.append(self.person(company, name=person["name"]))
                if self.happens("couple"):
                    other = self.person(company, surname=person["name"][0] if r.random() < .4 else None)
                    person["couple"], other["couple"] = other, person
                    people.append(other)
        for person in people:
            if self.happens("job_change"):
                company = r.randrange(len(self.companies))
                person["others"].append(company)
                person["mails"][company] = self.work_mail(person["name"], company)
        for company in self.companies:
            company["staff"] = []
        for person in people:
            self.companies[person["company"]]["staff"].append(person)


def pinyin_of(name):
    """Toneless syllables, the surname as one."""
    surname, given = name
    head = [SURNAME_PINYIN[surname]] if surname else []
    return head + [PINYIN[c] for c in given if c != "·"]


def official(company):
    region, rest = company["region"], company["brand"] + company["trade"] + company["form"]
    if company["style"] < .75:
        name = region + rest
    elif company["style"] < .87:
        name = company["brand"] + company["trade"] + f"({region})" + company["form"]
    else:
        name = company["brand"] + f"({region})" + company["trade"] + company["form"]
    return name + company["branch"]


class Scribe:
    """Writes one row of a person as a source would; `marks` names the noise that hit it."""

    def __init__(self, world, source):
        self.world, self.r, self.source = world, world.r, source
        self.marks = []

    def hit(self, kind, mark=True):
        share = self.world.share(kind) * HABITS[self.source].get(kind, 1)
        if self.r.random() >= share:
            return False
        if mark:
            self.marks.append(kind)
        return True

    # Names

    def name(self, person):
        r, (surname, given) = self.r, person["name"]
        if self.hit("name_surname_only") and surname:
            return surname + r.choice(["总", "经理", "工", "女士", "先生"])
        if person["english"] and self.hit("name_english"):
            latin = (SURNAME_PINYIN[surname] if surname else "Ali").capitalize()
            return r.choice([f"{person['english']} {surname or 'Ali'}", f"{person['english']} {latin}", f"{surname}{given}({person['english']})",
                             f"{person['english']}{surname}"])
        if self.hit("name_pinyin"):
            return self.romanised(person["name"])
        text = surname + given
        if "·" in text:
            return r.choice([text, text, text.replace("·", "•"), text.replace("·", "．"), text.replace("·", ""), text.replace("·", " ")])
        if self.hit("name_homophone"):
            text = self.homophone(surname, given)
        elif self.hit("name_shape"):
            spots = [i for i, c in enumerate(text) if c in SHAPE]
            if spots:
                i = r.choice(spots)
                text = text[:i] + SHAPE[text[i]] + text[i + 1:]
        if self.hit("name_traditional"):
            text = text.translate(TRADITIONAL)
        elif self.hit("name_variant"):
            text = text.translate(VARIANTS)
        if self.hit("name_honorific"):
            text += r.choice(HONORIFICS)
        elif self.hit("name_remark"):
            text += r.choice([f"({r.choice(TITLES)})", f"（{r.choice(REMARKS)}）", f"/{r.choice(TITLES)}", f" {r.choice(TITLES)}"])
        if self.hit("name_blank"):
            text = r.choice([" " + text, text + "\u3000", text[0] + " " + text[1:] if len(surname) == 1 else text + " ", " ".join(text)])
        return text

    def homophone(self, surname, given):
        r = self.r
        others = [s for s in SURNAME_SOUNDS.get(SURNAME_PINYIN.get(surname, ""), []) if s != surname]
        if others and r.random() < .25:
            return r.choice(others) + given
        spots = [i for i, c in enumerate(given) if HOMOPHONES.get(c)]
        if not spots:
            return surname + given
        i = r.choice(spots)
        return surname + given[:i] + r.choice(HOMOPHONES[given[i]]) + given[i + 1:]

    def romanised(self, name):
        r, sounds = self.r, pinyin_of(name)
        if "lv" in sounds:
            sounds = [r.choice(["lv", "lu", "lyu"]) if s == "lv" else s for s in sounds]
        if not name[0]:
            return " ".join(s.capitalize() for s in sounds)
        family, given = sounds[0].capitalize(), "".join(sounds[1:]).capitalize()
        apart = " ".join(s.capitalize() for s in sounds[1:])
        text = r.choices(
            [f"{family} {given}", f"{given} {family}", f"{family.upper()} {given}", f"{family} {apart}", f"{apart} {family}",
             f"{family}, {given}", "".join(sounds), f"{family}{given}", f"{'-'.join(sounds[1:]).title()} {family}"],
            [28, 20, 8, 10, 8, 5, 8, 6, 7])[0]
        return r.choices([text, text.lower(), text.upper()], [76, 14, 10])[0]

    # Phones

    def mobile(self, person, number):
        r = self.r
        if person["couple"] and self.hit("mobile_of_couple"):
            number = person["couple"]["mobiles"][0]
        elif self.hit("mobile_assistant"):
            staff = self.world.companies[person["company"]]["staff"]
            number = staff[0]["mobiles"][0] if staff[0] is not person else number
        if self.hit("mobile_dummy"):
            return r.choice(DUMMY_MOBILES + NOTHING[:3])
        if self.hit("mobile_masked"):
            return number[:3] + "****" + number[7:]
        if self.hit("mobile_slip"):
            i = r.randrange(3, 11)
            number = number[:i] + r.choice([d for d in "0123456789" if d != number[i]]) + number[i + 1:]
        elif self.hit("mobile_swap"):
            i = r.randrange(3, 10)
            number = number[:i] + number[i + 1] + number[i] + number[i + 2:]
        elif self.hit("mobile_lost"):
            i = r.randrange(3, 11)
            number = number[:i] + (number[i] * 2 if r.random() < .5 else "") + number[i + 1:]
        if self.hit("mobile_form"):
            number = r.choice([f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}", "+86" + number,
                               "+86 " + number, "86-" + number, "0086" + number, number.translate(FULL_WIDTH), number + "(微信同号)",
                               "手机:" + number, number + ".0", "'" + number, "0" + number])
        return number

    def tel(self, person, company):
        r, number = self.r, person["tel"] or company["tel"]
        if self.hit("tel_slip"):
            i = r.randrange(len(number) - 6, len(number))
            number = number[:i] + r.choice([d for d in "0123456789" if d != number[i]]) + number[i + 1:]
        area, local = number.split("-")
        text = r.choices([number, area + local, f"({area}){local}", f"+86-{area[1:]}-{local}", f"{area} {local}", local],
                         [45, 20, 12, 10, 10, 3])[0]
        if not person["tel"] and self.hit("tel_extension"):
            text += r.choice(["转", "-", "转", " ext.", "*"]) + person["extension"]
        return text

    # E-mail, company, address, birth date

    def email(self, person, job, company):
        r = self.r
        if self.hit("email_shared"):
            return r.choice(ROLES) + "@" + company["domain"]
        text = person["private"] if self.hit("email_private") else person["mails"][job]
        local, domain = text.split("@")
        if self.hit("email_local_typo") and len(local) > 3:
            i = r.randrange(1, len(local) - 1)
            local = r.choice([local[:i] + local[i + 1:], local[:i] + local[i + 1] + local[i] + local[i + 2:], local[:i] + local[i] + local[i:]])
        if self.hit("email_domain_typo"):
            i = r.randrange(1, max(2, domain.index(".") - 1))
            domain = r.choice([domain[:i] + domain[i + 1:], domain.replace(".example", ".exmaple"), domain[:i] + domain[i + 1] + domain[i] + domain[i + 2:]])
        text = f"{local}@{domain}"
        return r.choices([text, text.upper(), text.capitalize(), text.replace("@", "＠"), f" {text}"], [88, 3, 5, 2, 2])[0]

    def company(self, company):
        r = self.r
        if company["old"] and r.random() < .5:
            self.marks.append("renamed")
            return company["old"]
        parts = dict(company)
        if self.hit("company_homophone"):
            spots = [i for i, c in enumerate(parts["brand"]) if HOMOPHONES.get(c)]
            if spots:
                i = r.choice(spots)
                parts["brand"] = parts["brand"][:i] + r.choice(HOMOPHONES[parts["brand"][i]]) + parts["brand"][i + 1:]
        elif self.hit("company_shape"):
            spots = [i for i, c in enumerate(parts["brand"]) if c in SHAPE]
            if spots:
                i = r.choice(spots)
                parts["brand"] = parts["brand"][:i] + SHAPE[parts["brand"][i]] + parts["brand"][i + 1:]
        if self.hit("company_trade"):
            parts["trade"] = NEAR_TRADES.get(parts["trade"], parts["trade"])
        if self.hit("company_short"):
            text = r.choices([parts["brand"], parts["brand"] + parts["trade"], parts["region"] + parts["brand"],
                              parts["brand"] + parts["trade"][-2:]], [25, 45, 15, 15])[0]
            if parts["branch"]:
                text += r.choice([parts["branch"], parts["branch"][:-3] + "分部", f"({parts['branch'][:-3]})"])
        else:
            if self.hit("company_form"):
                parts["form"] = r.choice(["", "有限公司", "公司", "有限责任公司"])
            if self.hit("company_region"):
                parts["region"] = r.choice(["", "", parts["city"][1] if not parts["branch"] else parts["region"]])
                text = parts["region"] + parts["brand"] + parts["trade"] + parts["form"] + parts["branch"]
            else:
                text = official(parts)
        if self.hit("company_traditional"):
            text = text.translate(TRADITIONAL)
        if self.hit("company_remark"):
            text = r.choice([f"{text}({r.choice(REMARKS)})", f"【{r.choice(['VIP', '重点', '新'])}】{text}", text.replace("(", "（").replace(")", "）"),
                             f" {text}\u3000", f"{text}-{r.choice(TITLES)}"])
        return text

    def address(self, company):
        r = self.r
        province, city, district, road, room = company["old_address"] if self.hit("address_old") else company["address"]
        if self.hit("address_slip"):
            number = str(r.randrange(1, 999))
            head, _, tail = road.partition("号")
            road = head.rstrip("0123456789") + number + "号" + tail
        if province == city:
            province = ""
        if self.hit("address_short"):
            return r.choice([city + district + road, district + road + room, city[:-1] + road, road + room, province[:-1] + city[:-1] + district + road,
                             (city + district) or road])
        return province + city + district + road + room

    def birth(self, person):
        r, (y, m, d) = self.r, person["birth"]
        if self.hit("birth_dummy"):
            return r.choice(["1900-01-01", "1970-01-01", "1900/1/1"])
        if self.hit("birth_transposed"):
            if d <= 12 and d != m and r.random() < .6:
                m, d = d, m
            elif r.random() < .5:
                y += r.choice([-10, -1, 1, 10])
            else:
                d = d % 28 + 1
        return r.choices([f"{y}-{m:02d}-{d:02d}", f"{y}/{m}/{d}", f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}{m:02d}{d:02d}"], [50, 20, 10, 10, 10])[0]

    # Rows

    def cell(self, column, make):
        """The cell, when the source has it: blank by habit or by chance."""
        if self.r.random() >= SOURCES[self.source][1][column] or self.hit("cell_missing", mark=False):
            return self.r.choice(NOTHING) if self.hit("cell_nothing", mark=False) else ""
        return make()

    def cells(self, person):
        r = self.r
        self.marks = []
        job = r.choice([person["company"]] + person["others"])
        if job != person["company"]:
            self.marks.append("job_change")
        company = self.world.companies[job]
        number = person["mobiles"][0]
        if len(person["mobiles"]) > 1 and r.random() < .4:
            number = person["mobiles"][1]
            self.marks.append("second_mobile")
        cells = {"name": self.name(person), "title": person["title"] if r.random() < .6 else "", "memo": r.choice(REMARKS) if r.random() < .15 else "",
                 "city": r.choice([company["city"][1], company["city"][1][:-1]]) if r.random() < .7 else ""}
        if self.hit("only_name_company"):
            return {"name": cells["name"], "company": self.company(company)}, job
        if self.hit("only_name_phone"):
            return {"name": cells["name"], "mobile": self.mobile(person, number)}, job
        cells["company"] = self.cell("company", lambda: self.company(company))
        cells["mobile"] = self.cell("mobile", lambda: self.mobile(person, number))
        cells["tel"] = self.cell("tel", lambda: self.tel(person, company))
        cells["email"] = self.cell("email", lambda: self.email(person, job, company))
        cells["address"] = self.cell("address", lambda: self.address(company))
        cells["birth"] = self.cell("birth", lambda: self.birth(person))
        if self.source == "crm" and len(person["mobiles"]) > 1 and r.random() < .4:
            cells["mobile2"] = person["mobiles"][1] if number == person["mobiles"][0] else person["mobiles"][0]
        if not any(cells[c] not in NOTHING and cells[c] for c in ("company", "mobile", "email", "tel")):
            cells["mobile"] = number
        return cells, job


ORDER = {
    "book": "name company title mobile tel email address birth memo".split(),
    "crm": "name company title mobile mobile2 tel email address birth memo".split(),
    "web": "name mobile email company city birth memo".split(),
    "cards": "company name title address tel mobile email".split(),
}


def synthesize(level, rows, seed, folder, revised=False):
    world = World(level, rows, seed, revised)
    r = world.r
    order = []
    for index in range(len(world.people)):
        order += [index] * r.choices(range(1, 7), REPEATS)[0]
    while len(order) < rows:
        order.append(r.randrange(len(world.people)))
    r.shuffle(order)
    os.makedirs(folder, exist_ok=True)
    files = {source: open(f"{folder}/{source}.csv", "w", encoding="utf-8", newline="") for source in SOURCES}
    out = {source: csv.writer(file) for source, file in files.items()}
    counts = dict.fromkeys(SOURCES, 0)
    scribes = {source: Scribe(world, source) for source in SOURCES}
    for source in SOURCES:
        out[source].writerow(HEADERS[source])
    with open(f"{folder}/truth.csv", "w", encoding="utf-8", newline="") as file:
        truth = csv.writer(file)
        truth.writerow(["id", "entity", "company", "noise"])
        for index in order[:rows]:
            source = r.choices(list(SOURCES), [share for share, _ in SOURCES.values()])[0]
            scribe = scribes[source]
            cells, job = scribe.cells(world.people[index])
            counts[source] += 1
            key = f"{source[0].upper()}{counts[source]:06d}" if source != "cards" else f"K{counts[source]:06d}"
            out[source].writerow([key] + [cells.get(column, "") for column in ORDER[source]])
            has_company = cells.get("company", "") not in NOTHING + [""]
            truth.writerow([key, f"P{index:06d}", f"A{job:06d}" if has_company else "", "|".join(scribe.marks)])
    for file in files.values():
        file.close()
    with open(f"{folder}/pipeline.yaml", "w", encoding="utf-8") as pipeline:
        pipeline.write(PIPELINE)
    return f"{folder}: {rows} rows of {len(world.people)} people in {len(world.companies)} companies, {level}, seed {seed}"


def noise_table():
    """NOISE as Markdown."""
    lines = ["| noise | easy | real | hard | share of |", "|---|--:|--:|--:|---|"]
    percent = lambda share: f"{100 * share:g} %"
    for kind, (easy, real, hard, what) in NOISE.items():
        lines.append(f"| {kind} | {percent(easy)} | {percent(real)} | {percent(hard)} | {what} |")
    return "\n".join(lines)
