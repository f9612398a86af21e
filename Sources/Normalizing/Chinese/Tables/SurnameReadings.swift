/// How characters are read as surnames where that differs from the first reading elsewhere.
///
/// A blank parts entries, `-` the syllables of compound surnames, `/` accepted readings, the
/// commoner first (GB/T 28039-2011 lets families choose: 覃 is Qín or Tán).
enum SurnameReadings {
    static let table = """
        单=shan 曾=zeng 查=zha 解=xie 仇=qiu 区=ou 任=ren 华=hua 乐=yue/le 翟=zhai/di 盖=ge/gai 葛=ge
        种=chong 繁=po 员=yun 召=shao 折=she 秘=bi/mi 过=guo 燕=yan 隗=wei/kui 纪=ji 朴=piao/pu
        缪=miao/mou 么=yao 都=du 撒=sa 那=na 能=nai/neng 乜=nie 洗=xian 冼=xian 哈=ha 黑=he/hei
        祭=zhai/ji 薄=bo/bao 佴=nai 句=gou/ju 阚=kan 覃=qin/tan 柏=bai/bo 牟=mu/mou 宁=ning
        谌=chen/shen 镡=tan/xin 曲=qu 尹=yin 沈=shen 石=shi 贾=jia 洪=hong 晁=chao 郇=xun/huan 臧=zang
        藏=cang/zang 訾=zi 逄=pang 逢=feng/pang 逯=lu 褚=chu 谭=tan 卜=bu 车=che 费=fei/bi 郝=hao
        贲=ben/bi 尉=wei/yu 蔚=yu/wei 厘=xi 幺=yao 长=chang 重=chong 宓=mi/fu 参=shen 仉=zhang
        郗=xi/chi 郄=qie/xi 靳=jin 俞=yu 于=yu 余=yu 莘=shen/xin 粘=nian/zhan 番=pan/fan 颉=xie/jie
        迮=ze/zuo 钭=tou/dou 勒=le 皋=gao 睢=sui 眭=sui 菅=jian 隽=juan/jun 薜=bi/xue 殷=yin 盛=sheng
        相=xiang 占=zhan 朝=chao 谷=gu 叶=ye 夏=xia 万=wan 莫=mo 冯=feng 车=che 令=ling 甯=ning 曽=zeng
        令狐=ling-hu 冷狐=leng-hu 尉迟=yu-chi 万俟=mo-qi 长孙=zhang-sun 单尉=shan-wei 单于=chan-yu
        澹台=tan-tai 亓官=qi-guan 夏侯=xia-hou 夏候=xia-hou 呼延=hu-yan 乐正=yue-zheng 拓跋=tuo-ba
        鲜于=xian-yu 淳于=chun-yu 闾丘=lu-qiu 皇甫=huang-fu 钟离=zhong-li 宰父=zai-fu 夹谷=jia-gu
        谷梁=gu-liang 仲长=zhong-chang 叶赫那拉=ye-he-na-la 爱新觉罗=ai-xin-jue-luo 殴阳=ou-yang
        """
}
