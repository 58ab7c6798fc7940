"""China. Given names are one or two characters, drawn from the usual ones; Latin is pinyin."""

from twinset.generator.countries.base import Country
from twinset.generator.romanise import taiwanese


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(item[0], item[1:]) for item in text.split()]


def _ways(one: str, other: str) -> str:
    """Jianwei, Jian Wei, and what Taiwan makes of it."""
    apart = f"{one.capitalize()}_{other.capitalize()}"
    return f"{(one + other).capitalize()},{apart},{taiwanese(one).capitalize()}-{taiwanese(other)}"


def _given(first: str, second: str) -> str:
    """One character, or two: the commonest pairs first."""
    names = [(i + 2.0, a, latin.capitalize()) for i, (a, latin) in enumerate(_pairs(second))]
    names += [
        ((i + 2) * (j + 2) / 3, a + b, _ways(latin, more))
        for i, (a, latin) in enumerate(_pairs(first))
        for j, (b, more) in enumerate(_pairs(second))
        if a != b
    ]
    return " ".join(f"{name}:{latin}" for _, name, latin in sorted(names))


_MALE_FIRST = """
建jian 志zhi 国guo 文wen 明ming 永yong 德de 子zi 家jia 俊jun 浩hao 宇yu 天tian 晓xiao
海hai 光guang 春chun 金jin 世shi 新xin 正zheng 立li 学xue 少shao 泽ze 嘉jia
"""
_MALE_SECOND = """
伟wei 强qiang 军jun 勇yong 杰jie 涛tao 明ming 超chao 平ping 刚gang 辉hui 鹏peng 华hua
飞fei 斌bin 波bo 宇yu 浩hao 林lin 峰feng 龙long 健jian 亮liang 东dong 民min 生sheng
轩xuan 然ran 博bo 凯kai
"""
_FEMALE_FIRST = """
秀xiu 桂gui 玉yu 淑shu 丽li 美mei 雪xue 晓xiao 小xiao 婷ting 雅ya 思si 诗shi 春chun
红hong 佳jia 欣xin 梦meng 海hai 文wen 月yue 金jin 慧hui 静jing
"""
_FEMALE_SECOND = """
英ying 芳fang 娜na 敏min 静jing 丽li 艳yan 娟juan 霞xia 燕yan 玲ling 萍ping 红hong
梅mei 琴qin 兰lan 珍zhen 华hua 洁jie 婷ting 颖ying 琳lin 雪xue 怡yi 涵han 萱xuan
蓉rong 莉li 云yun 凤feng
"""

COUNTRY = Country(
    code="zh",
    spellings="中国:China CN 中华人民共和国",
    male=_given(_MALE_FIRST, _MALE_SECOND),
    female=_given(_FEMALE_FIRST, _FEMALE_SECOND),
    surnames="""
王:Wang 李:Li 张:Zhang 刘:Liu 陈:Chen 杨:Yang 黄:Huang 赵:Zhao 吴:Wu 周:Zhou 徐:Xu 孙:Sun 马:Ma
朱:Zhu
胡:Hu 郭:Guo 何:He 林:Lin 罗:Luo 高:Gao 郑:Zheng 梁:Liang 谢:Xie 宋:Song 唐:Tang 许:Xu 韩:Han
邓:Deng
冯:Feng 曹:Cao 彭:Peng 曾:Zeng 肖:Xiao 田:Tian 董:Dong 潘:Pan 袁:Yuan 蔡:Cai 蒋:Jiang 余:Yu 于:Yu
杜:Du
叶:Ye 程:Cheng 魏:Wei 苏:Su 吕:Lü 丁:Ding 任:Ren 卢:Lu 姚:Yao 沈:Shen 钟:Zhong 姜:Jiang 崔:Cui
谭:Tan
陆:Lu 范:Fan 汪:Wang 廖:Liao 石:Shi 金:Jin 韦:Wei 贾:Jia 夏:Xia 付:Fu 方:Fang 邹:Zou 熊:Xiong 白:Bai
孟:Meng 秦:Qin 邱:Qiu 侯:Hou 江:Jiang 尹:Yin 薛:Xue 闫:Yan 段:Duan 雷:Lei 龙:Long 黎:Li 史:Shi
陶:Tao
贺:He 毛:Mao 郝:Hao 顾:Gu 龚:Gong 邵:Shao 万:Wan 覃:Qin 武:Wu 钱:Qian 戴:Dai 严:Yan 莫:Mo 孔:Kong
向:Xiang
常:Chang 欧阳:Ouyang 司马:Sima 上官:Shangguan 诸葛:Zhuge
""",
    patronymic=True,
    family_first=True,
    cities="""
上海:Shanghai|上海:Shanghai|20|21
北京:Beijing|北京:Beijing|10|10
深圳:Shenzhen|广东:Guangdong|51|755
广州:Guangzhou|广东:Guangdong|51|20
重庆:Chongqing|重庆:Chongqing|40|23
天津:Tianjin|天津:Tianjin|30|22
成都:Chengdu|四川:Sichuan|61|28
武汉:Wuhan|湖北:Hubei|43|27
杭州:Hangzhou|浙江:Zhejiang|31|571
西安:Xi'an|陕西:Shaanxi|71|29
南京:Nanjing|江苏:Jiangsu|21|25
苏州:Suzhou|江苏:Jiangsu|21|512
郑州:Zhengzhou|河南:Henan|45|371
长沙:Changsha|湖南:Hunan|41|731
沈阳:Shenyang|辽宁:Liaoning|11|24
青岛:Qingdao|山东:Shandong|26|532
济南:Jinan|山东:Shandong|25|531
哈尔滨:Harbin|黑龙江:Heilongjiang|15|451
大连:Dalian|辽宁:Liaoning|11|411
昆明:Kunming|云南:Yunnan|65|871
合肥:Hefei|安徽:Anhui|23|551
福州:Fuzhou|福建:Fujian|35|591
厦门:Xiamen|福建:Fujian|36|592
南宁:Nanning|广西:Guangxi|53|771
长春:Changchun|吉林:Jilin|13|431
石家庄:Shijiazhuang|河北:Hebei|05|311
太原:Taiyuan|山西:Shanxi|03|351
贵阳:Guiyang|贵州:Guizhou|55|851
""",
    streets="""
人民:Renmin 中山:Zhongshan 解放:Jiefang 建设:Jianshe 和平:Heping 新华:Xinhua 北京:Beijing
南京:Nanjing
上海:Shanghai 文化:Wenhua 长江:Changjiang 黄河:Huanghe 胜利:Shengli 光明:Guangming 东风:Dongfeng
朝阳:Chaoyang 迎宾:Yingbin 学院:Xueyuan 大学:Daxue 科技:Keji 工业:Gongye 青年:Qingnian 复兴:Fuxing
民主:Minzhu 团结:Tuanjie 友谊:Youyi 滨江:Binjiang 湖滨:Hubin 花园:Huayuan 公园:Gongyuan 金融:Jinrong
世纪:Shiji 延安:Yan'an 淮海:Huaihai 西湖:Xihu 天府:Tianfu 春熙:Chunxi 五一:Wuyi 八一:Bayi
长安:Chang'an
幸福:Xingfu 平安:Ping'an 安康:Ankang 兴业:Xingye 兴隆:Xinglong 桃园:Taoyuan 梅园:Meiyuan
竹园:Zhuyuan
""",
    street_types="路:Lu 街:Jie 大道:Dadao 巷:Xiang",
    street_form="stn",
    postcode_tail="####",
    phone="+86||11|4",
    mobiles="130 131 132 133 135 136 137 138 139 150 151 152 153 155 156 157 158 159 170 176 177 "
    "178 180 "
    "181 182 183 185 186 187 188 189 191 198 199",
    providers="qq.com:45 163.com:26 126.com:9 sina.com:5 gmail.com:5 foxmail.com:4 139.com:3 "
    "outlook.com:3",
    tld="cn",
    legal="有限公司:有限责任公司 股份有限公司:股份公司 集团:集团有限公司",
    trades="""
科技:Keji 贸易:Maoyi 电子:Dianzi 建筑:Jianzhu 实业:Shiye 物流:Wuliu 食品:Shipin 医药:Yiyao
机械:Jixie
网络:Wangluo 软件:Ruanjian 服装:Fuzhuang 广告:Guanggao 咨询:Zixun 投资:Touzi 能源:Nengyuan
""",
    jobs="经理 总经理 销售经理 工程师 会计 教师 医生 律师 设计师 程序员 顾问 采购经理 项目经理 "
    "财务总监 助理 技术员",
    titles=("先生", "女士"),
    genders=("男", "女"),
    short="351 592 771",
    leads="*:234567",
    date_order="ymd",
    date_separator="/",
    family_word="family",
)  # fmt: skip
