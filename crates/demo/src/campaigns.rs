//! Marketing campaigns with goal, proposal and, once they are over, what came of them.

use crate::dice::{Dice, Stream};
use crate::fill::fill;
use crate::places::CITIES;
use contract::campaigns::CampaignForm;
use rust_decimal::Decimal;

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoCampaign {
    pub theme: String,
    pub form: CampaignForm,
    pub goal: String,
    pub audience: &'static str,
    pub place: String,
    /// Days from today to its first day; negative where it is over.
    pub starts_in_days: i32,
    pub hours: u32,
    /// Yuan.
    pub budget: Decimal,
    pub expected_participants: i64,
    pub expected_leads: i64,
    pub proposal: String,
    /// What came of it, to be used where it is over.
    pub summary: DemoSummary,
}

/// What came of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoSummary {
    pub participants: i64,
    pub leads: i64,
    /// Yuan.
    pub cost: Decimal,
    pub good: &'static str,
    pub bad: &'static str,
    pub next_time: &'static str,
}

/// A kind of campaign. Slots: `{c}` city, `{s}` season, `{n}` participants, `{l}` leads, `{b}` budget in 万元, `{v}` place.
struct Kind {
    form: CampaignForm,
    themes: &'static [&'static str],
    goal: &'static str,
    audience: &'static str,
    places: &'static [&'static str],
    hours: u32,
    participants: (u64, u64),
    /// Leads per hundred participants.
    leads: u64,
    /// Yuan a head.
    cost: u64,
    proposal: &'static str,
}

const KINDS: [Kind; 6] = [
    Kind {
        form: CampaignForm::Exhibition,
        themes: &["{c}{s}家居建材博览会参展", "{c}办公家具展参展", "{c}酒店用品展联合参展"],
        goal: "展示新品和工程案例，现场接待{n}人次，收集有效线索{l}条，其中意向客户不少于三成，一个月内转化两单。",
        audience: "今年有采购计划的企业行政、采购负责人和经销商",
        places: &["{c}国际会展中心 3 号馆", "{c}博览中心 B 馆 B12 展位"],
        hours: 24,
        participants: (200, 1500),
        leads: 12,
        cost: 120,
        proposal: "一、流程：布展一天，展期三天，每日 9:00–17:00，14:00 做一场新品讲解。\n二、分工：市场部负责展台搭建和物料，销售部每日四人轮班接待，客服部负责登记和礼品。\n三、宣传：展前两周短信和公众号预告，展会期间每日发布现场图文。\n四、物料：样品 12 件、画册 500 册、名片夹、礼品袋 300 个、易拉宝 4 个。\n五、预算：约 {b} 万元，含展位费、搭建费、运输费和差旅费。\n六、风险：样品运输破损，备用样品 3 件；客流集中时段启用扫码预登记。",
    },
    Kind {
        form: CampaignForm::Seminar,
        themes: &["{c}健康办公空间设计沙龙", "{c}酒店客房翻新趋势交流会", "{c}学校家具环保标准研讨会"],
        goal: "邀请{n}位行业客户面对面交流，建立专业形象，获得{l}条项目线索，促成展厅参观十次。",
        audience: "近三个月有意向但未成交的 A、B 类客户和合作设计师",
        places: &["{c}启明展厅二楼", "{c}希岸酒店三楼会议厅"],
        hours: 4,
        participants: (30, 120),
        leads: 35,
        cost: 260,
        proposal: "一、流程：13:30 签到，14:00 主题分享，15:00 案例拆解，16:00 茶歇与展厅参观，17:00 结束。\n二、分工：市场部主持，产品部分享，销售代表每人陪同不超过五位客户。\n三、邀请：提前十天电话邀约，提前一天短信提醒，预留一成候补名额。\n四、物料：签到板、手册 150 册、茶歇、伴手礼。\n五、预算：约 {b} 万元。\n六、风险：到场率不足，准备线上直播同步。",
    },
    Kind {
        form: CampaignForm::Promotion,
        themes: &["{s}企业团购节", "{s}床垫以旧换新", "{s}工程客户专享周"],
        goal: "活动期间签约不少于 20 单，回款 {b} 万元以上，新增线索{l}条，清理两个老系列库存。",
        audience: "存量客户和近半年咨询过的企业客户",
        places: &["{c}各门店及线上商城", "{c}启明旗舰店"],
        hours: 72,
        participants: (100, 800),
        leads: 18,
        cost: 60,
        proposal: "一、优惠：满 10 万元减 5000 元，老客户再赠一年保养；以旧换新每张床垫抵 200 元。\n二、分工：销售部负责客户通知和签单，市场部负责海报和投放，财务部审核折扣。\n三、宣传：短信、企业微信、门店海报，活动前三天倒计时。\n四、物料：海报 40 张、价签、礼品 200 份。\n五、预算：约 {b} 万元。\n六、风险：折扣超限须经销售经理批准，库存不足的型号提前下架。",
    },
    Kind {
        form: CampaignForm::SiteEvent,
        themes: &["{c}{v}整装咨询日", "{c}{v}软装体验活动", "{c}{v}邻里家居节"],
        goal: "走进小区，服务业主{n}人次，登记装修意向{l}户，约到展厅参观三成以上。",
        audience: "半年内交付小区的业主",
        places: &["{c}{v}中心广场", "{c}{v}售楼处门前"],
        hours: 8,
        participants: (80, 400),
        leads: 25,
        cost: 35,
        proposal: "一、流程：8:30 搭建，9:30–17:30 咨询、免费量房预约、抽奖，18:00 撤场。\n二、分工：家装顾问四人、设计师两人，物业协助引导。\n三、宣传：楼道海报、业主群接龙，活动前三天电梯广告。\n四、物料：帐篷 3 顶、样品柜门、宣传单 1000 份、小礼品 300 份。\n五、预算：约 {b} 万元。\n六、安全：用电由物业电工接入，帐篷配重，雨天顺延一周。",
    },
    Kind {
        form: CampaignForm::Online,
        themes: &["{s}新品直播专场", "《办公室怎么布置》短视频系列投放", "{s}云看展厅"],
        goal: "线上触达目标客户，观看{n}人次，留资{l}条，单条线索成本控制在 150 元以内。",
        audience: "本市及周边企业行政、采购和小企业主",
        places: &["公司直播间", "线上"],
        hours: 3,
        participants: (500, 6000),
        leads: 4,
        cost: 6,
        proposal: "一、内容：新品讲解、工厂探访、在线答疑，每半小时一次抽奖。\n二、分工：市场部负责脚本和投放，产品经理出镜，客服部后台回复留言，当日分派线索。\n三、宣传：预热短视频 5 条，公众号推文 2 篇，老客户社群转发。\n四、物料：直播间布景、样品 8 件、优惠券。\n五、预算：约 {b} 万元，主要为投放费用。\n六、风险：网络中断准备备用线路，评论区专人值守。",
    },
    Kind {
        form: CampaignForm::Training,
        themes: &["{c}经销商产品培训会", "{c}设计师渠道赋能培训", "新系列安装与售后培训"],
        goal: "培训{n}人，考核通过率九成以上，签订年度合作意向{l}份。",
        audience: "签约经销商店长、导购和合作安装队",
        places: &["{c}启明培训中心", "总部多功能厅"],
        hours: 12,
        participants: (40, 160),
        leads: 15,
        cost: 300,
        proposal: "一、流程：第一天产品与工艺、竞品对比，第二天销售演练、安装实操和考核。\n二、分工：产品部授课，市场部组织，客服部讲售后案例。\n三、通知：提前两周发邀请函，收集住宿需求。\n四、物料：教材 160 册、样品、试卷、结业证书。\n五、预算：约 {b} 万元，含食宿。\n六、风险：讲师临时缺席由备用讲师顶替。",
    },
];

const SEASONS: [&str; 6] = ["春季", "初夏", "盛夏", "金秋", "岁末", "开年"];
const QUARTERS: [&str; 8] = ["锦绣花园", "滨江一号", "翡翠湾", "阳光里", "书香门第", "云栖公馆", "梧桐院", "和悦府"];
const GOOD: [&str; 6] = [
    "邀约节奏把握得好，到场率高于计划；展厅参观与现场讲解衔接顺畅。",
    "案例讲解打动客户，三家客户当场约了量尺时间。",
    "线索当天分派、次日回访，跟进及时。",
    "礼品与登记结合，留资完整，无效线索很少。",
    "销售与设计师搭配接待，专业问题现场就能答复。",
    "宣传素材提前一周到位，老客户转发带来不少新客。",
];
const BAD: [&str; 6] = [
    "下午客流集中，接待人手不足，部分客户没有登记。",
    "物料晚到半天，早场布置仓促。",
    "到场客户中小企业偏多，大项目线索少。",
    "现场音响效果差，后排听不清。",
    "投放人群偏宽，前两天线索成本超出预期。",
    "会后资料没有当天发出，热度下降。",
];
const NEXT_TIME: [&str; 6] = [
    "高峰时段增派两名接待，启用扫码自助登记。",
    "物料提前三天到场并专人清点。",
    "邀约名单按项目规模筛选，重点客户由经理亲自邀请。",
    "提前一天彩排，检查音响和网络。",
    "先小额测试投放人群，再放大预算。",
    "会后当晚发资料包，三天内完成首轮回访。",
];

/// Campaign number `n`: most are over, some run or lie ahead.
pub fn campaign(seed: u64, n: u64) -> DemoCampaign {
    let mut dice = Dice::new(seed, Stream::Campaign, n);
    let kind = &KINDS[dice.place(KINDS.len())];
    let participants = dice.between(kind.participants.0, kind.participants.1) / 10 * 10;
    let leads = (participants * kind.leads / 100).max(5);
    let budget = (participants * kind.cost / 1000).max(2) * 1000;
    let (people, expected, tenth) = (participants.to_string(), leads.to_string(), ten_thousands(budget));
    let slots = [
        ('c', CITIES[dice.place(20)].name),
        ('s', dice.pick(&SEASONS)),
        ('v', dice.pick(&QUARTERS)),
        ('n', people.as_str()),
        ('l', expected.as_str()),
        ('b', tenth.as_str()),
    ];
    // Between three and a half months ago and five weeks ahead.
    let starts_in_days = i32::try_from(dice.below(140)).unwrap_or_default() - 105;
    let came = participants * dice.between(65, 125) / 100;
    let won = leads * dice.between(55, 135) / 100;
    DemoCampaign {
        theme: fill(dice.pick(kind.themes), &slots),
        form: kind.form,
        goal: fill(kind.goal, &slots),
        audience: kind.audience,
        place: fill(dice.pick(kind.places), &slots),
        starts_in_days,
        hours: kind.hours,
        budget: Decimal::from(budget),
        expected_participants: i64::try_from(participants).unwrap_or_default(),
        expected_leads: i64::try_from(leads).unwrap_or_default(),
        proposal: fill(kind.proposal, &slots),
        summary: DemoSummary {
            participants: i64::try_from(came).unwrap_or_default(),
            leads: i64::try_from(won).unwrap_or_default(),
            cost: Decimal::from(budget * dice.between(80, 108) / 100),
            good: dice.pick(&GOOD),
            bad: dice.pick(&BAD),
            next_time: dice.pick(&NEXT_TIME),
        },
    }
}

/// `3.5` for 35 000.
fn ten_thousands(yuan: u64) -> String {
    let (whole, tenth) = (yuan / 10_000, yuan / 1000 % 10);
    if tenth == 0 { whole.to_string() } else { format!("{whole}.{tenth}") }
}
