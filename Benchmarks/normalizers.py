"""Times `sluice clean` beside phonenumbers, pypinyin, OpenCC and cpca; called by scripts/bench.

Ours is the whole command on one thread: start, reading lines, cleaning, counting; CPU seconds, so that
a busy machine shows less. The others are only their call, in a warm Python, on a sample. Values are
distinct, seeded and invented; the mixes are those of real columns: mostly plain, a third messy.
"""
import os
import random
import resource
import subprocess
import sys
import time

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇朴"
COMPOUND = "欧阳 司马 诸葛 上官 尉迟 夏侯 皇甫 令狐".split()
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂文辉鑫宇博浩然婷雪琳晨轩梓涵欣怡佳慧建国华玉萍红飞鹏斌宁海燕志远康新波帆曦俊峰诗雨思嘉乐天佑立群庆生春晓"
CITIES = "江苏省,南京市,玄武区,025 浙江省,杭州市,西湖区,0571 福建省,厦门市,思明区,0592 广东省,深圳市,南山区,0755 四川省,成都市,武侯区,028 湖北省,武汉市,洪山区,027 北京市,北京市,朝阳区,010 上海市,上海市,浦东新区,021".split()
TRADES = "科技 信息技术 电子科技 新材料 生物医药 医疗器械 自动化设备 精密机械 环保科技 教育咨询 物流 贸易 食品 化工 建筑工程".split()
FORMS = ["有限公司"] * 6 + ["有限责任公司", "股份有限公司", "集团有限公司", "厂", "(有限合伙)"]
LATIN = "Zhang Wei,John Smith,Maria Garcia,Li Na,David O'Brien,Anna van der Berg,Wang Fang,James Lee".split(",")
FULL = str.maketrans("0123456789-()", "０１２３４５６７８９－（）")


def phone(r):
    mobile = f"1{r.choice('3456789')}{r.randrange(10**9):09}"
    area = r.choice(CITIES).split(",")[3]
    line = f"{area}-{r.randrange(20_000_000, 89_999_999)}"
    return r.choices([
        mobile, f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", f"+86{mobile}",
        line, f"{line}转{r.randrange(100, 9999)}", f"({area}){line[-8:]}-{r.randrange(800, 899)}", f"{mobile}/{line}",
        mobile.translate(FULL), f"手机：{mobile}(微信同号)", f"{mobile}.0", f"400-{r.randrange(100, 999)}-{r.randrange(1000, 9999)}",
        f"+1 {r.randrange(201, 989)}-{r.randrange(201, 999)}-{r.randrange(1000, 9999)}", f"+44 20 7{r.randrange(100, 999)} {r.randrange(1000, 9999)}",
    ], [50, 6, 4, 4, 10, 4, 3, 5, 3, 3, 2, 2, 2, 2])[0]


def name(r):
    given = "".join(r.choice(GIVEN) for _ in range(r.choice([1, 2, 2])))
    han = (r.choice(COMPOUND) if r.random() < 0.03 else r.choice(SURNAMES)) + given
    return r.choices([
        han, han + r.choice(["先生", "女士", "经理", "总"]), f"{han}({r.choice(['采购', '财务', '销售'])})", " ".join(han),
        f"{r.choice(LATIN)} {r.choice('ABCDEFGH')}. {r.choice('KLMNP')}{r.randrange(10**4)}".rstrip("0123456789"), f"{han}{r.choice(GIVEN)}",
    ], [80, 6, 3, 3, 4, 4])[0]


def company(r):
    city = r.choice(CITIES).split(",")[1][:-1]
    brand = "".join(chr(r.randrange(0x4E00, 0x9000)) for _ in range(r.choice([2, 3])))
    full = f"{city}{brand}{r.choice(TRADES)}{r.choice(FORMS)}"
    latin = "".join(r.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(7)).capitalize()
    return r.choices([
        full, f"{brand}{r.choice(TRADES)}({city}){r.choice(FORMS)}", f"{full}{r.choice(['厦门', '北京', '深圳'])}分公司",
        f"{latin} {r.choice(['Trading', 'Technology', 'Foods'])} Co., Ltd.", f"【VIP】{full}", f"{brand}{r.choice(TRADES)}",
    ], [70, 8, 5, 8, 3, 6])[0]


def address(r):
    province, city, district, _ = r.choice(CITIES).split(",")
    road = f"{r.choice('创新 锦绣 人民 解放 滨河 迎宾 山西 北京 科兴 学府'.split())}路{r.randrange(1, 2000)}号"
    room = f"{r.choice('ABCD')}座{r.randrange(100, 3000)}室"
    return r.choices([
        f"{province}{city}{district}{road}{room}", f"{city}{district}{road}{room}", f"{province[:-1]}{city[:-1]}{district}{road}{room}",
        f"{province} {city} {district} {road} {r.randrange(1, 30)}栋", f"{district}{road}{room}", f"{city[:-1]}{road}{room}",
    ], [40, 20, 12, 12, 8, 8])[0]


def date(r):
    y, m, d = r.randrange(1950, 2026), r.randrange(1, 13), r.randrange(1, 29)
    clock = f" {r.randrange(24):02}:{r.randrange(60):02}"
    return r.choices([
        f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}",
        f"{y}-{m:02}-{d:02}{clock}:{r.randrange(60):02}", f"{y}/{m}/{d}{clock}",
    ], [35, 20, 8, 14, 8, 10, 5])[0]


def email(r):
    user = "".join(r.choice("abcdefghijklmnopqrstuvwxyz0123456789._") for _ in range(r.randrange(5, 12))).strip("._")
    return f"{user}@{r.choice(['qq.com', '163.com', 'gmail.com', 'acme.example', 'mail.weite.example'])}"


KINDS = {"phone": phone, "name": name, "company_name": company, "address": address, "date": date, "email": email}


def distinct(make, count):
    r, seen = random.Random(7), {}
    for _ in range(count * 3):
        seen[make(r)] = None
        if len(seen) == count:
            break
    return list(seen)


def cpu(command, stdin):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(sluice, kind, path, runs):
    """Distinct values a second of one core, and seconds of the clock for JSON on all cores."""
    best, wall = None, None
    for _ in range(runs):
        with open(path, "rb") as file:
            seconds = cpu([sluice, "clean", kind, "-", "--to", "summary", "--threads", "1"], file)
        with open(path, "rb") as file:
            start = time.monotonic()
            subprocess.run([sluice, "clean", kind, "-", "--to", "json"], stdin=file, stdout=subprocess.DEVNULL, check=True)
            elapsed = time.monotonic() - start
        best, wall = min(best or seconds, seconds), min(wall or elapsed, elapsed)
    return best, wall


def peers():
    """Kind → name and call of the tool that users pick today; those that aren't installed are left out."""
    found = {}
    try:
        import phonenumbers

        def read(text):
            try:
                number = phonenumbers.parse(text, "CN")
            except phonenumbers.NumberParseException:
                return
            if phonenumbers.is_valid_number(number):
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        found["phone"] = [("phonenumbers", read)]
    except ImportError:
        pass
    try:
        import opencc
        import pypinyin
        converter = opencc.OpenCC("t2s")
        found["name"] = [("pypinyin", lambda t: pypinyin.lazy_pinyin(t)), ("opencc", lambda t: converter.convert(t))]
        found["company_name"] = [("opencc", lambda t: converter.convert(t))]
    except ImportError:
        pass
    try:
        import cpca
        found["address"] = [("cpca", None)]
    except ImportError:
        pass
    return found


def time_peer(name, call, values):
    start = time.process_time()
    if name == "cpca":
        import cpca
        cpca.transform(values)
    else:
        for value in values:
            call(value)
    return len(values) / (time.process_time() - start)


def main():
    sluice, folder, runs, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    others = peers()
    print(f"normalizers, {count} distinct values each: values/s of one core (whole command), JSON on all cores, peers")
    for kind, make in KINDS.items():
        values = distinct(make, count)
        path = os.path.join(folder, f"{kind}.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(values) + "\n")
        seconds, wall = ours(sluice, kind, path, runs)
        rate = len(values) / seconds
        line = f"  {kind:13} {rate / 1000:8.0f} k/s   json {len(values) / wall / 1000:7.0f} k/s"
        for name, call in others.get(kind, []):
            other = time_peer(name, call, values[: 20_000])
            line += f"   {name} {other / 1000:.1f} k/s ({rate / other:.0f}×)"
        print(line, flush=True)


main()
