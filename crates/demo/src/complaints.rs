//! Complaints from the matter to the customer's verdict.

use crate::dice::{Dice, Stream};
use crate::fill::fill;
use contract::complaints::{ComplaintCategory, ComplaintChannel, Severity};
use rust_decimal::Decimal;

/// A complaint with all that became of it; how far it has come is for the caller to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoComplaint {
    pub matter: String,
    pub category: ComplaintCategory,
    pub channel: ComplaintChannel,
    pub severity: Severity,
    pub wish: &'static str,
    /// Before today.
    pub days_ago: u32,
    pub findings: String,
    pub cause: &'static str,
    pub measures: String,
    /// Yuan.
    pub compensation: Decimal,
    pub result: String,
    /// 1 to 5; 4 and 5 are satisfied.
    pub satisfaction: i64,
    pub words: &'static str,
}

/// A case as it happens again and again. Slots: `{n}` a small number, `{d}` days, `{p}` goods, `{y}` compensation in yuan.
struct Case {
    category: ComplaintCategory,
    severity: Severity,
    goods: &'static [&'static str],
    matter: &'static str,
    wish: &'static str,
    findings: &'static str,
    cause: &'static str,
    measures: &'static str,
    /// Yuan, from and to.
    compensation: (u64, u64),
    result: &'static str,
}

use ComplaintCategory::{Contract, Delivery, Other, Price, Quality, Service};
use Severity::{Minor, Ordinary, Serious};

const CASES: [Case; 18] = [
    Case {
        category: Quality,
        severity: Ordinary,
        goods: &["办公椅", "会议椅", "餐椅"],
        matter: "上月送来的{p}有{n}把坐下有异响，扶手松动，员工不敢坐。",
        wish: "尽快更换，不要再修",
        findings: "现场检查{n}把，均为气杆固定螺丝扭力不足，同批次其他产品抽检正常。",
        cause: "装配工序扭力枪未校准",
        measures: "三天内更换{n}把{p}，同批次全部上门紧固；装配线每班校准扭力枪。",
        compensation: (0, 500),
        result: "已更换{n}把，其余逐把紧固并试坐，客户签字确认。",
    },
    Case {
        category: Quality,
        severity: Ordinary,
        goods: &["文件柜", "更衣柜", "定制衣柜"],
        matter: "{p}柜门颜色和样板对不上，{n}组明显偏黄，放在一起很难看。",
        wish: "按样板重新做",
        findings: "对照封样，{n}组色差超出标准，为两个批次板材混用。",
        cause: "补单板材批次未核对",
        measures: "重做{n}组柜门，十天内更换；补单领料时核对批次号。",
        compensation: (500, 3000),
        result: "柜门已更换，与封样一致，客户验收合格。",
    },
    Case {
        category: Quality,
        severity: Serious,
        goods: &["儿童课桌椅", "宿舍床", "办公桌"],
        matter: "{p}装好后气味很大，有家长投诉，要求提供检测报告，否则全部退货。",
        wish: "第三方检测并书面说明，不合格就退货",
        findings: "委托第三方检测，甲醛释放量合格；气味来自包装未拆尽和通风不足。",
        cause: "交付前未做散味处理，也未提示通风",
        measures: "免费做一次空气治理，出具检测报告并到场说明；交付单增加通风提示。",
        compensation: (1000, 6000),
        result: "治理后复测合格，报告已交客户公示，家长无新的意见。",
    },
    Case {
        category: Quality,
        severity: Minor,
        goods: &["床垫", "沙发", "卡座"],
        matter: "{p}用了不到半年就塌陷，有{n}张中间明显凹下去。",
        wish: "换新",
        findings: "现场测量{n}张回弹不足，密度与合同约定一致，使用强度高于设计值。",
        cause: "海绵密度选型偏低",
        measures: "按工程款加厚海绵更换{n}张，运费由我们承担。",
        compensation: (0, 1500),
        result: "已更换{n}张，一周后回访使用正常。",
    },
    Case {
        category: Quality,
        severity: Serious,
        goods: &["吊柜", "货架", "双层床"],
        matter: "{p}有{n}处固定件脱落，差点砸到人，要求马上处理。",
        wish: "当天上门排查全部点位",
        findings: "墙体为轻质隔墙，安装时未使用专用膨胀件，共{n}处松动。",
        cause: "安装交底未注明墙体类型",
        measures: "当天停用并加固，全部点位复检；安装前增加墙体确认单。",
        compensation: (2000, 8000),
        result: "当晚加固完毕，第二天全部复检合格，出具了检查报告。",
    },
    Case {
        category: Delivery,
        severity: Ordinary,
        goods: &["屏风工位", "橱柜", "餐桌椅"],
        matter: "合同约定上周到货，{p}到现在还没送，拖了{d}天，影响我们搬迁。",
        wish: "明确到货时间并承担损失",
        findings: "五金配件缺货导致排产延后{d}天，销售未及时告知客户。",
        cause: "缺料预警没有传到销售",
        measures: "调拨同型号配件，三天内送到；缺料超过两天须通知销售和客户。",
        compensation: (1000, 5000),
        result: "第三天全部送到并连夜安装，补偿已从尾款中扣减。",
    },
    Case {
        category: Delivery,
        severity: Minor,
        goods: &["会议桌", "书柜", "接待台"],
        matter: "送来的{p}少了{n}件配件，装不起来，堆在走廊里。",
        wish: "补齐配件并安排安装",
        findings: "装箱单与实物不符，少{n}件连接件。",
        cause: "装箱复核漏项",
        measures: "次日补发配件，安装队同步上门；装箱增加称重复核。",
        compensation: (0, 300),
        result: "配件次日送到，当天装好。",
    },
    Case {
        category: Delivery,
        severity: Ordinary,
        goods: &["玻璃隔断", "展示柜", "石材台面"],
        matter: "{p}运到时有{n}块破损，司机让我们先签收，说以后再补。",
        wish: "补货，并且不要再让我们签空白单",
        findings: "外包装护角不足，途中碰撞；司机未按规定做异常签收。",
        cause: "易碎件包装标准没有执行",
        measures: "补做{n}块并用木架包装，承运商按条款扣款，培训异常签收流程。",
        compensation: (300, 2000),
        result: "补货已装好，承运商书面道歉。",
    },
    Case {
        category: Delivery,
        severity: Minor,
        goods: &["沙发", "床架", "衣柜"],
        matter: "约好上午送{p}，等到晚上才来，电话也打不通。",
        wish: "给个说法",
        findings: "司机当天加塞两单，未更新预约时间，电话静音。",
        cause: "配送排程没有留余量",
        measures: "向客户致歉并赠送保养一次；配送改约须提前两小时通知。",
        compensation: (0, 200),
        result: "已上门致歉，客户接受。",
    },
    Case {
        category: Service,
        severity: Ordinary,
        goods: &["升降桌", "电动窗帘", "智能床"],
        matter: "{p}报修{d}天没人来，客服每次都说已登记。",
        wish: "今天就派人来修",
        findings: "工单派给已离职师傅，系统没有提醒，滞留{d}天。",
        cause: "离职交接未转移工单",
        measures: "当天派高级技师上门；离职交接清单增加工单一项，超期自动升级。",
        compensation: (0, 800),
        result: "当天修好，更换控制器一个，免收费用。",
    },
    Case {
        category: Service,
        severity: Minor,
        goods: &["橱柜", "文件柜", "隔断"],
        matter: "安装师傅装完{p}没有清理现场，地上都是木屑，还划伤了地板。",
        wish: "修复地板并清洁",
        findings: "安装队赶场未铺保护膜，地板划痕{n}处。",
        cause: "安装队没有执行现场保护",
        measures: "请专业师傅修补{n}处并保洁一次；安装前后拍照留档。",
        compensation: (200, 1500),
        result: "修补完成，客户看过没有痕迹。",
    },
    Case {
        category: Service,
        severity: Ordinary,
        goods: &["定制衣柜", "书柜", "吧台"],
        matter: "销售答应的{p}可以免费改一次尺寸，现在又说要收费，前后说法不一。",
        wish: "按原来答应的办",
        findings: "聊天记录显示销售口头承诺免费修改一次，未写入合同。",
        cause: "口头承诺没有登记",
        measures: "按承诺免费修改；承诺事项一律写进跟进记录和合同备注。",
        compensation: (0, 1000),
        result: "已免费修改并安装，客户补签了确认单。",
    },
    Case {
        category: Service,
        severity: Ordinary,
        goods: &["方案", "图纸", "报价单"],
        matter: "{p}改了{n}次还是有错，沟通的人也换了两个，耽误我们汇报。",
        wish: "固定一个人对接",
        findings: "设计师变更时没有交接需求清单，{n}处意见漏改。",
        cause: "项目交接缺少清单",
        measures: "指定项目经理全程对接，当日出正确版本；交接须双方签字。",
        compensation: (0, 0),
        result: "次日提交终稿，客户汇报通过。",
    },
    Case {
        category: Price,
        severity: Minor,
        goods: &["床垫", "办公椅", "餐桌"],
        matter: "刚买的{p}一周后就降价，每张便宜了{y}元，要求退差价。",
        wish: "退差价",
        findings: "促销在签约后第八天开始，超出七天保价期一天。",
        cause: "签约时未告知即将促销",
        measures: "作为老客户特批退差价，以代金券形式补偿。",
        compensation: (200, 2000),
        result: "代金券已发放，客户下单时抵用。",
    },
    Case {
        category: Price,
        severity: Ordinary,
        goods: &["安装费", "上楼费", "远程运费"],
        matter: "结算时多出一笔{p}，报价单里没有写，要求说明。",
        wish: "取消这笔费用",
        findings: "报价单附注写有条件收费，但未口头说明，字号过小。",
        cause: "报价单附加费用不醒目",
        measures: "本单免收；报价单把附加费用列成单独一行。",
        compensation: (300, 3000),
        result: "费用已减免，重新开具结算单。",
    },
    Case {
        category: Contract,
        severity: Serious,
        goods: &["五金品牌", "板材等级", "面料型号"],
        matter: "合同写明的{p}与实际不符，怀疑以次充好，准备走法律途径。",
        wish: "按合同更换并赔偿",
        findings: "采购因缺货临时替换同等级产品，未取得客户书面同意。",
        cause: "变更未走书面确认",
        measures: "按合同更换全部不符部件，支付违约补偿；任何替换须客户签字。",
        compensation: (3000, 15_000),
        result: "已全部更换，双方签订补充协议，客户撤回律师函。",
    },
    Case {
        category: Contract,
        severity: Ordinary,
        goods: &["发票", "质保卡", "验收单"],
        matter: "{p}催了{d}天还没有给，我们财务没法入账。",
        wish: "本周内收到",
        findings: "资料在销售手中未交财务，滞留{d}天。",
        cause: "单据流转没有时限",
        measures: "当日补开并快递；单据两天内须流转到财务。",
        compensation: (0, 0),
        result: "客户第二天收到，已入账。",
    },
    Case {
        category: Other,
        severity: Minor,
        goods: &["推广短信", "回访电话", "广告邮件"],
        matter: "最近一周收到{n}次{p}，影响工作，要求不要再发。",
        wish: "从名单里删掉",
        findings: "客户已退订，但另一活动名单未同步。",
        cause: "退订名单没有统一",
        measures: "立即加入统一免打扰名单，各渠道发送前比对。",
        compensation: (0, 0),
        result: "已加入免打扰名单，一周内无再次打扰。",
    },
];

const PLEASED: [&str; 6] =
    ["处理很快，态度也好", "问题解决了，比预想的快", "满意，会继续合作", "主动承担责任，值得肯定", "整体可以", "希望以后别再发生"];
const DISPLEASED: [&str; 4] = ["拖得太久了", "修了还是有问题", "没有人主动联系我", "补偿没有诚意"];

/// Complaint number `n`.
pub fn complaint(seed: u64, n: u64) -> DemoComplaint {
    let mut dice = Dice::new(seed, Stream::Complaint, n);
    let case = &CASES[dice.place(CASES.len())];
    let compensation = dice.between(case.compensation.0, case.compensation.1) / 100 * 100;
    let (few, days, yuan) = (dice.between(2, 6).to_string(), dice.between(3, 12).to_string(), (dice.between(1, 9) * 50).to_string());
    let slots = [('n', few.as_str()), ('d', days.as_str()), ('y', yuan.as_str()), ('p', dice.pick(case.goods))];
    let satisfaction = match dice.below(100) {
        0..=44 => 5,
        45..=84 => 4,
        85..=94 => 3,
        95..=98 => 2,
        _ => 1,
    };
    DemoComplaint {
        matter: fill(case.matter, &slots),
        category: case.category,
        channel: channel(&mut dice),
        severity: case.severity,
        wish: case.wish,
        days_ago: u32::try_from(dice.below(100)).unwrap_or_default(),
        findings: fill(case.findings, &slots),
        cause: case.cause,
        measures: fill(case.measures, &slots),
        compensation: Decimal::from(compensation),
        result: fill(case.result, &slots),
        satisfaction,
        words: if satisfaction >= contract::complaints::SATISFIED_FROM { dice.pick(&PLEASED) } else { dice.pick(&DISPLEASED) },
    }
}

fn channel(dice: &mut Dice) -> ComplaintChannel {
    match dice.below(100) {
        0..=44 => ComplaintChannel::Phone,
        45..=69 => ComplaintChannel::Chat,
        70..=79 => ComplaintChannel::Web,
        80..=89 => ComplaintChannel::Email,
        90..=95 => ComplaintChannel::Counter,
        _ => ComplaintChannel::Social,
    }
}
