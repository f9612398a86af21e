"""Words of scripts/synthesize --level: names, characters by reading, look-alikes, places, trades.

Surname shares follow the published ranks of the most common Chinese surnames (per mille of the
population); the order of given-name characters follows common rankings by popularity.
"""

SURNAME_SHARES = {
    "王": 71, "李": 70, "张": 67, "刘": 51, "陈": 46, "杨": 33, "黄": 25, "赵": 23, "吴": 21, "周": 20,
    "徐": 15, "孙": 15, "马": 14, "朱": 13, "胡": 13, "郭": 12, "何": 12, "高": 11, "林": 11, "罗": 9,
    "郑": 9, "梁": 9, "谢": 8, "宋": 8, "唐": 7, "许": 7, "韩": 7, "冯": 7, "邓": 7, "曹": 6,
    "彭": 6, "曾": 6, "肖": 6, "田": 5, "董": 5, "袁": 5, "潘": 5, "于": 5, "蒋": 5, "蔡": 5,
    "余": 5, "杜": 5, "叶": 4, "程": 4, "苏": 4, "魏": 4, "吕": 4, "丁": 4, "任": 4, "沈": 4,
    "姚": 3, "卢": 3, "姜": 3, "崔": 3, "钟": 3, "谭": 3, "陆": 3, "汪": 3, "范": 3, "金": 3,
    "石": 3, "廖": 3, "贾": 3, "夏": 3, "韦": 2, "付": 2, "方": 2, "白": 2, "邹": 2, "孟": 2,
    "熊": 2, "秦": 2, "邱": 2, "江": 2, "尹": 2, "薛": 2, "闫": 2, "段": 2, "雷": 2, "侯": 2,
    "龙": 2, "史": 2, "陶": 2, "黎": 2, "贺": 2, "顾": 2, "毛": 1, "郝": 1, "龚": 1, "邵": 1,
    "万": 1, "钱": 1, "严": 1, "覃": 1, "武": 1, "戴": 1, "莫": 1, "孔": 1, "向": 1, "汤": 1,
    "章": 1, "俞": 1, "欧阳": 2, "司马": 0.4, "上官": 0.6, "诸葛": 0.4, "皇甫": 0.4,
    "令狐": 0.3, "慕容": 0.4, "司徒": 0.5, "夏侯": 0.2, "东方": 0.3, "尉迟": 0.2, "单": 0.7, "查": 0.5,
    "仇": 0.5, "解": 0.6, "翟": 0.8, "葛": 1, "盖": 0.3, "朴": 0.4, "缪": 0.3, "区": 0.4,
}

SURNAME_PINYIN = dict(pair.split(":") for pair in (
    "王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 徐:xu 孙:sun 马:ma 朱:zhu "
    "胡:hu 郭:guo 何:he 高:gao 林:lin 罗:luo 郑:zheng 梁:liang 谢:xie 宋:song 唐:tang 许:xu 韩:han 冯:feng "
    "邓:deng 曹:cao 彭:peng 曾:zeng 肖:xiao 田:tian 董:dong 袁:yuan 潘:pan 于:yu 蒋:jiang 蔡:cai 余:yu 杜:du "
    "叶:ye 程:cheng 苏:su 魏:wei 吕:lv 丁:ding 任:ren 沈:shen 姚:yao 卢:lu 姜:jiang 崔:cui 钟:zhong 谭:tan "
    "陆:lu 汪:wang 范:fan 金:jin 石:shi 廖:liao 贾:jia 夏:xia 韦:wei 付:fu 方:fang 白:bai 邹:zou 孟:meng "
    "熊:xiong 秦:qin 邱:qiu 江:jiang 尹:yin 薛:xue 闫:yan 段:duan 雷:lei 侯:hou 龙:long 史:shi 陶:tao 黎:li "
    "贺:he 顾:gu 毛:mao 郝:hao 龚:gong 邵:shao 万:wan 钱:qian 严:yan 覃:qin 武:wu 戴:dai 莫:mo 孔:kong "
    "向:xiang 汤:tang 章:zhang 俞:yu 欧阳:ouyang 司马:sima 上官:shangguan 诸葛:zhuge "
    "皇甫:huangfu 令狐:linghu 慕容:murong 司徒:situ 夏侯:xiahou 东方:dongfang 尉迟:yuchi 单:shan 查:zha "
    "仇:qiu 解:xie 翟:zhai 葛:ge 盖:ge 朴:piao 缪:miao 区:ou").split())

# Characters of given names and brands by toneless reading: a homophone is another one of its line.
READINGS = """
wei 伟玮炜维威唯薇微卫巍蔚|fang 芳方舫|na 娜|min 敏民旻珉|jing 静婧敬靖晶京菁璟|li 丽莉立力俐理黎砺|qiang 强|lei 磊蕾雷
jun 军君俊钧均峻骏|yang 洋阳扬杨|yong 勇永咏泳|yan 艳燕彦妍岩雁研|jie 杰洁捷婕|juan 娟娟|tao 涛韬|ming 明铭鸣茗|chao 超朝
xia 霞夏|ping 平萍苹|gang 刚钢|gui 桂贵|wen 文雯纹闻|hui 辉晖慧惠会卉|xin 鑫新欣心馨昕信|yu 宇雨玉语羽钰煜瑜昱屿
bo 博波|hao 浩昊皓豪|ran 然冉|ting 婷庭廷汀|xue 雪学|lin 琳林霖麟临|chen 晨辰宸琛|xuan 轩萱宣璇|zi 梓子紫|han 涵晗寒翰
yi 怡义艺毅逸依仪亿|jia 佳家嘉加|jian 建健剑|guo 国果|hua 华桦|hong 红宏鸿虹洪|fei 飞菲|peng 鹏朋|bin 斌彬滨|ning 宁凝
hai 海|zhi 志智治芝|yuan 远媛源元园原沅|kang 康|fan 帆凡|xi 曦希熙溪喜霁|feng 峰锋丰枫凤|shi 诗石世|si 思斯|le 乐|tian 天恬
you 佑友优|qun 群|qing 庆清青晴卿|sheng 生升胜盛晟|chun 春纯|xiao 晓小筱骁|yun 云芸韵昀筠|xiu 秀|ying 英颖莹瑛影滢|mei 梅美玫
rong 荣蓉容|long 龙隆|lan 兰岚澜蓝|zhen 珍真振臻榛|qin 琴勤沁|cheng 成诚承程|dong 东冬栋|liang 亮良|xu 旭栩|kai 凯恺
qian 倩茜谦骞|dan 丹|rui 瑞睿锐蕊|ze 泽|meng 萌梦|lu 璐露路麓|ya 雅亚|yue 悦月越岳|xiang 翔祥湘|song 松颂|kun 坤昆
jin 进金锦瑾|zhong 忠中众|fu 福富|gen 根|jing 景镜|qi 琪琦奇启骐齐|ke 可科珂|shu 淑书舒|ai 爱|ru 如茹|man 曼满|nan 楠南
lian 莲连|xing 星兴行|sen 森|heng 恒衡|da 达大|tu 图途|te 特|chuan 川传|he 禾和合|tuo 拓|pu 普浦|mai 迈麦|an 安|gu 谷固
lang 朗|tai 泰太|qiong 琼穹|duo 铎多|nuo 诺|ling 翎灵领|wang 望旺|zhou 舟洲|cong 琮聪|wan 皖婉|de 德|cai 彩才|chang 昌畅长|bang 邦
""".replace("\n", "|").strip("|").split("|")

GIVEN_POPULAR = ("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 婷 鹏 飞 斌 浩 宇 鑫 波 辉 玲 红 华 梅 丹 凯 健 俊 "
                 "建国 建华 国强 志强 志明 海燕 海涛 秀英 秀兰 桂英 玉兰 玉梅 玉华 晓燕 晓东 晓明 丽华 丽娟 小红 小军 文杰 文博 "
                 "子涵 子轩 梓涵 梓萱 宇轩 浩然 欣怡 佳怡 雨欣 思远 俊杰 佳琪 雅婷 婷婷 海波 建平 建军 春梅 红梅 雪梅 志伟 永强 立新").split()
GIVEN_CHARACTERS = ("明国文华建志海晓玉丽秀春红平军英杰永小伟金荣庆东林云成宇兰生佳雨子梓涵欣怡轩浩宏芳静俊婷雪梅燕峰慧敏鹏飞涛辉"
                    "佩嘉思思雅琳诗悦凯瑞晨博然泽睿琪瑶丹萍霞艳娟洁倩茜颖莹瑛岚凤龙祥福贵良忠义诚信德昌兴盛旺新天一安宁康乐清秋月星辰阳旭晴岩"
                    "川江波涵沐若希可心如意语彤彬斌锋钢铁毅豪翔宁远恒达")
MINORITY = ("阿卜杜拉·买买提 古丽娜尔·艾力 迪丽拜尔·吐尔逊 买买提江·阿不都 努尔兰·哈力克 阿依古丽·热合曼 扎西·顿珠 "
            "玉素甫·卡德尔 帕提古丽·依明 艾山·托合提 热依汗·沙吾提 巴特尔·朝鲁").split()
ENGLISH = ("David Michael Kevin Jason Eric Tony Peter Jack Leo Frank Andy Alex Ryan Allen Vincent Simon Amy Lisa Linda Grace "
           "Cindy Jenny Tina Helen Vivian Emma Alice Sophia Cathy Nancy").split()

EXTRA_PINYIN = dict(pair.split(":") for pair in (
    "玲:ling 佩:pei 瑶:yao 秋:qiu 一:yi 沐:mu 若:ruo 意:yi 彤:tong 铁:tie 汀:ting 阿:a 卜:bu 拉:la 买:mai 提:ti 尔:er 艾:ai 迪:di "
    "拜:bai 吐:tu 逊:xun 不:bu 都:du 努:nu 哈:ha 克:ke 依:yi 古:gu 热:re 扎:zha 西:xi 顿:dun 珠:zhu 素:su 甫:fu 卡:ka 帕:pa "
    "山:shan 托:tuo 沙:sha 吾:wu 巴:ba 朝:chao 鲁:lu 娜:na 丽:li 江:jiang 力:li 合:he 曼:man 汗:han 玉:yu 明:ming 德:de 兰:lan 特:te 杜:du").split())

SHAPE = dict(pair.split(":") for pair in (
    "杨:扬 陈:阵 李:季 周:同 朱:未 胡:湖 郭:敦 林:材 罗:萝 宋:宗 唐:塘 曹:曾 彭:澎 肖:宵 田:由 潘:藩 于:干 蒋:将 余:佘 杜:社 "
    "程:稞 魏:巍 任:仟 沈:沉 姚:桃 姜:美 崔:催 钟:种 谭:潭 陆:陡 汪:注 范:苑 金:全 石:右 廖:寥 贾:贯 夏:复 方:万 白:自 邹:邰 孟:盂 "
    "秦:泰 江:汪 尹:伊 薛:薜 侯:候 龙:尤 史:吏 陶:淘 贺:货 毛:手 郝:赫 邵:邰 王:玉 刘:浏 徐:除 许:诈 谢:榭 韩:翰 "
    "伟:纬 静:靖 军:车 洋:样 娟:捐 明:朋 平:乎 刚:钢 桂:佳 文:交 辉:晖 宇:字 博:搏 然:燃 婷:停 雪:雷 晨:晟 涵:函 怡:恰 佳:住 慧:彗 "
    "建:健 国:园 萍:苹 宁:字 康:唐 俊:峻 峰:锋 思:恩 天:夫 群:郡 春:舂 晓:哓 丽:骊 强:疆 磊:蕾 永:水 英:莫 梅:海 兰:三 荣:荥 庆:厌 "
    "东:车 小:少 玉:王 红:江 成:戌 生:主 秀:季 云:去 欣:欧 子:孑 浩:皓 霞:震 博:傅 艳:滟 杰:杳 志:忐 立:位 清:请 晴:睛 瑞:端 凯:飢 "
    "图:囹 科:料 源:原 维:唯 恒:桓 拓:括 达:送 川:州 禾:木 森:林 昱:昰 衡:衝 翎:翔 澜:阑 岚:风 诺:诸 骐:骑 琮:综 煜:昱 屿:岭").split())

TRADITIONAL = str.maketrans(
    "张刘陈杨黄赵吴孙马郑谢罗许韩冯邓肖叶苏吕卢钟谭陆贾韦邹龙贺顾龚钱严万汤蒋闫单伟丽军艳杰涛刚辉轩国华红飞鹏宁远诗乐庆晓云兰凤荣莹颖义东恺钧"
    "韬铭鸿锋岚谦骏维图诺达众丰药医疗电设备装环检测仪贸农业发阳团术动导体询资饮软网络务广厦门济",
    "張劉陳楊黃趙吳孫馬鄭謝羅許韓馮鄧蕭葉蘇呂盧鍾譚陸賈韋鄒龍賀顧龔錢嚴萬湯蔣閆單偉麗軍艷傑濤剛輝軒國華紅飛鵬寧遠詩樂慶曉雲蘭鳳榮瑩穎義東愷鈞"
    "韜銘鴻鋒嵐謙駿維圖諾達眾豐藥醫療電設備裝環檢測儀貿農業發陽團術動導體詢資飲軟網絡務廣廈門濟")
VARIANTS = str.maketrans("峰群杰升岩肖付闫戴邱钟于", "峯羣傑昇巖萧傅阎代丘锺於")

CITIES = [
    ("北京市", "北京市", "朝阳区 海淀区 丰台区 大兴区", "010", 12), ("上海市", "上海市", "浦东新区 徐汇区 闵行区 嘉定区", "021", 12),
    ("广东省", "深圳市", "南山区 福田区 宝安区 龙岗区", "0755", 10), ("广东省", "广州市", "天河区 番禺区 白云区 海珠区", "020", 9),
    ("浙江省", "杭州市", "西湖区 余杭区 滨江区 萧山区", "0571", 7), ("江苏省", "苏州市", "姑苏区 吴中区 昆山市 太仓市", "0512", 6),
    ("江苏省", "南京市", "玄武区 鼓楼区 江宁区 浦口区", "025", 5), ("四川省", "成都市", "武侯区 成华区 高新区 双流区", "028", 6),
    ("湖北省", "武汉市", "武昌区 江夏区 洪山区 青山区", "027", 5), ("浙江省", "宁波市", "海曙区 鄞州区 江北区 宁海县", "0574", 4),
    ("福建省", "厦门市", "思明区 集美区 同安区 海沧区", "0592", 3), ("陕西省", "西安市", "雁塔区 莲湖区 长安区 未央区", "029", 4),
    ("河南省", "郑州市", "中原区 金水区 惠济区 管城回族区", "0371", 3), ("辽宁省", "沈阳市", "浑南区 大东区 沈河区 于洪区", "024", 2),
    ("广东省", "东莞市", "", "0769", 3), ("山东省", "青岛市", "市南区 崂山区 城阳区 即墨区", "0532", 3),
    ("山东省", "济南市", "历下区 市中区 槐荫区 历城区", "0531", 3), ("天津市", "天津市", "和平区 南开区 西青区 滨海新区", "022", 3),
    ("重庆市", "重庆市", "渝北区 江北区 南岸区 九龙坡区", "023", 3), ("湖南省", "长沙市", "岳麓区 雨花区 芙蓉区 开福区", "0731", 3),
    ("安徽省", "合肥市", "蜀山区 包河区 庐阳区 瑶海区", "0551", 2), ("江苏省", "无锡市", "滨湖区 梁溪区 惠山区 江阴市", "0510", 2),
]
ROADS = ("人民路 中山路 解放路 建设路 创新路 科技路 学府路 迎宾大道 滨河路 望江路 文澜街 星湖街 云栖路 锦绣路 青禾路 临港大道 长江路 黄河路 "
         "和平路 新华路 朝阳路 文化路 工业大道 东风路 振兴街 北京路 南京路 湖滨路 高新大道 软件园路 金鸡湖大道 体育西路 天府大道 珞喻路 江南大道").split()
BUILDINGS = "创业大厦 国际中心 科技园 软件园 商务广场 金融大厦 时代广场 孵化园 工业园 信息港 环球中心 产业园".split()

BRAND_FIRST = "骐霁岚澜琮瑾屿沅汀旻晟穹榛蔚铎维诺恒翎骞煜璟筠砺昱衡昀麓骁华中新天金鸿瑞博凯万海安德盛信东"
BRAND_SECOND = "达图方特川科森禾瑞拓普迈众和利元丰原舟安辰谷信朗佳泰隆宏盛美源通创联康峰杰宇恒星"
BRAND_PINYIN = dict(zip("霁方万通创联利翎穹铎海图", "ji fang wan tong chuang lian li ling qiong duo hai tu".split()))
TRADES = ("科技 科技 科技 信息技术 信息科技 网络科技 电子科技 电子 新材料 生物医药 医疗器械 自动化设备 智能科技 智能装备 精密机械 环保科技 "
          "教育咨询 企业管理 检测技术 仪器仪表 物流 供应链管理 贸易 商贸 进出口 食品 餐饮管理 化工 半导体 农业 农业发展 建筑工程 装饰工程 文化传媒 广告 服装 家居").split()
NEAR_TRADES = {"科技": "信息科技", "信息科技": "科技", "电子": "电子科技", "电子科技": "电子", "贸易": "商贸", "商贸": "贸易",
               "农业": "农业发展", "智能科技": "科技", "网络科技": "信息科技", "信息技术": "信息科技"}
FORMS = ["有限公司"] * 14 + ["有限责任公司"] * 3 + ["股份有限公司"] * 2 + ["集团有限公司"]
TITLES = "总经理 副总经理 采购经理 采购 销售经理 工程师 技术总监 财务 行政主管 研发经理 质检部经理 市场总监 人事经理 店长 主任".split()
HONORIFICS = "先生 女士 经理 老师 工 总".split()
REMARKS = "老客户 已拜访 微信同号 需回访 展会认识 重点 转介绍 勿扰 意向强 合同已寄".split()
ROLES = "info sales service admin office hr contact marketing".split()
FREE_MAIL = "qq.example 163.example 126.example sina.example gmail.example foxmail.example".split()
NOTHING = ["无", "暂无", "-", "/", "N/A", "不详", "0"]
DUMMY_MOBILES = ["13800000000", "13800138000", "13900000000", "00000000", "11111111111", "12345678901", "13888888888"]
