//! What is said in a sale, as sales reps note it.
//!
//! Slots: `{c}` contact, `{u}` project, `{p}` and `{q}` goods, `{n}` pieces, `{m}` square metres, `{b}` budget in 万元, `{k}` when,
//! `{g}` a small number, `{d}` days, `{i}` industry.

use contract::customers::{FollowUpWay, Source};

/// A way and what was said.
pub(crate) type Talk = (FollowUpWay, &'static str);

/// A stage of a sale: what is said then, and what comes next.
pub(crate) struct Stage {
    pub talks: &'static [Talk],
    pub next_steps: &'static [&'static str],
}

use FollowUpWay::{Email, Meeting, Message, Online, Phone, Visit};

/// What is said first, by how the customer came to us.
pub(crate) fn opening(source: Source) -> &'static [Talk] {
    match source {
        Source::Referral => &[
            (Phone, "{c}经老客户介绍主动来电，询问{p}的交期和质保，语气比较急，答应当天发报价单模板。"),
            (Phone, "老客户推荐，电话联系{c}。对方听说过我们的安装口碑，{u}由其负责，愿意先看方案。"),
            (Visit, "由老客户陪同拜访{c}，气氛很好，谈了半小时，{u}预计{k}启动。"),
        ],
        Source::Exhibition => &[
            (Phone, "展会上留的名片，今天回访{c}。对方正在谈{u}，规模约{m}平方米，主要看{p}，希望先看同行业案例。"),
            (Message, "把展会上拍的{p}照片和参数发给{c}，对方回复下周内部讨论。"),
            (Meeting, "展会现场与{c}聊了二十分钟，对{p}很感兴趣，约好会后详谈。"),
        ],
        Source::Web => &[
            (Phone, "官网留言客户，电话联系{c}，确认有{u}的计划，目前在网上比三家。"),
            (Online, "{c}在线咨询{p}价格，介绍了工程价和零售价的区别，对方留了电话和公司名称。"),
            (Message, "小程序留资，加了{c}微信，发了公司介绍和{i}行业的三个案例。"),
        ],
        Source::Phone => &[
            (Phone, "陌拜电话，前台转给{c}，了解到{u}计划{k}启动，同意先收资料。"),
            (Phone, "第二次打通{c}，对方正忙，简单介绍后约周三上午再联系。"),
        ],
        Source::Campaign => &[
            (Meeting, "{c}参加了我们的活动，现场咨询{p}，会后单独聊了需求，约上门拜访。"),
            (Phone, "活动后回访{c}，对分享的案例印象深，说{u}预算正在报批。"),
        ],
        Source::SiteEvent => &[(Visit, "驻点活动认识{c}，对方路过看样品，聊到公司在做{u}，互留联系方式。")],
        Source::Other => &[
            (Visit, "陌生拜访，前台转给{c}，聊了二十分钟。{u}还在立项，预算没有批下来，留了样册和名片。"),
            (Email, "给{c}发了产品册和资质文件，对方回邮件要求补充{p}的环保检测报告。"),
        ],
    }
}

/// A customer that furnishes itself. The last stage is for when nothing moves; the first opens.
pub(crate) const PROJECT: [Stage; 9] = [
    Stage {
        talks: &[], next_steps: &["发送案例和产品册", "电话确认资料是否收到", "约上门拜访", "补发检测报告"]
    },
    Stage {
        talks: &[
            (Visit, "上门拜访{c}，看了现场。{u}约{m}平方米，需要{p}{n}套，预算{b}万元左右，最看重环保等级和交期。"),
            (Online, "与{c}线上会议梳理需求：以{p}和{q}为主，数量约{n}，要求甲醛检测报告，付款希望三六一。"),
            (Meeting, "{c}带我们见了财务和使用部门，确认预算{b}万元，要在{k}前装完，不能影响正常营业。"),
            (Phone, "电话沟通细节：颜色要和企业形象统一，{p}要耐用好打理，后期可能再加{g}套。"),
            (Visit, "第二次拜访，{c}说起上一家供应商：送货拖了两周、{q}有色差。这次特别强调交期和售后。"),
        ],
        next_steps: &["安排设计师上门量尺", "整理需求清单请对方确认", "约对方到展厅参观", "准备初步方案"],
    },
    Stage {
        talks: &[
            (Visit, "带设计师到现场量尺，实测{m}平方米，货梯尺寸偏小，{p}需要分体运输，已记在交底单上。"),
            (Meeting, "{c}一行{g}人到展厅参观，重点看了{p}，对做工比较满意，觉得颜色偏深，要求换两个色板。"),
            (Visit, "送样到现场，{c}和使用部门看了{p}，认为做工不错，希望{q}的颜色再浅一点。"),
            (Message, "{c}发来平面图和点位图，插座位置有变化，{p}的摆放要对应调整。"),
        ],
        next_steps: &["提交方案和报价", "补送色板", "出深化图纸", "确认点位图"],
    },
    Stage {
        talks: &[
            (Email, "提交方案和报价，总价{b}万元。{c}回复整体可以，希望{p}再优惠五个点。"),
            (Meeting, "方案讲解会，{c}和使用部门都在，提出两处修改：增加收纳，{q}换一个颜色。"),
            (Phone, "{c}说方案已报给领导，觉得{q}配置偏高，让我们出一版经济型方案对比。"),
            (Online, "发送第二版方案并在线讲解，调整了动线和{p}配置，报价{b}万元，等对方开会定。"),
        ],
        next_steps: &["回访方案意见", "出第二版方案", "跟进领导审批", "核算优惠空间"],
    },
    Stage {
        talks: &[
            (Meeting, "商务谈判：对方坚持质保五年，我们同意，换来首付四成；{c}说合同走内部审批。"),
            (Phone, "{c}反馈竞品报价低一成，但交期要六十天。强调我们{d}天到货、驻场安装，对方倾向我们。"),
            (Visit, "与采购核对清单，{p}数量调整为{n}套，合同条款法务看过两轮，争议只剩违约金比例。"),
            (Phone, "{c}说预算被砍了一部分，{q}先不做，问能否分两期签，总价仍按{b}万元的折扣。"),
        ],
        next_steps: &["发送合同定稿", "确认付款方式", "跟进合同审批", "提交分期方案"],
    },
    Stage {
        talks: &[
            (Visit, "合同已签，首付款到账，排产单已下，承诺{d}天内到货。{c}要求每周通报一次进度。"),
            (Phone, "向{c}通报生产进度：{p}已完成八成，{q}下周一出厂，到货时间不变。"),
            (Visit, "首批{p}送到，安装队{g}人进场，{c}现场看过没有问题，尾批下周到。"),
            (Message, "发了安装现场照片，{c}确认进度，提醒周末不能有噪音作业。"),
        ],
        next_steps: &["通报生产进度", "跟进到货与安装", "协调尾批送货", "安排验收"],
    },
    Stage {
        talks: &[
            (Visit, "与{c}现场验收，{p}{n}套清点无误，{g}处小划痕当场修补，验收单已签字。"),
            (Phone, "安装后回访，{c}表示满意，提到{q}有{g}处要调整，已安排售后明天上门。"),
        ],
        next_steps: &["安装后回访", "送保养说明", "催收尾款"],
    },
    Stage {
        talks: &[
            (Phone, "售后处理完毕，{c}确认没有问题，尾款流程已走，预计{k}前付。"),
            (Visit, "季度回访：使用正常。{c}说分公司{k}可能也要做{u}，愿意帮忙引荐。"),
        ],
        next_steps: &["催收尾款", "联系分公司负责人", "季度回访"],
    },
    Stage {
        talks: &[
            (Phone, "{c}说{u}推迟，最快{k}再启动，先保持联系。"),
            (Message, "连续两次电话未接，微信留言，{c}回复在出差，下周再约。"),
            (Phone, "{c}告知项目换了负责人，答应把我们的资料转过去，约好下周对接。"),
            (Phone, "节日问候，{c}说公司在做年度预算，{u}可能列入，届时通知我们报价。"),
        ],
        next_steps: &["再次联系确认项目进度", "约新负责人见面", "发送新品资料", "节后回访"],
    },
];

/// A customer that sells on.
pub(crate) const DEALER: [Stage; 6] = [
    Stage { talks: &[], next_steps: &["发送招商手册", "约总部考察", "电话确认合作意向", "补发价格体系"] },
    Stage {
        talks: &[
            (Visit, "拜访{c}，看了门店，约{m}平方米，客流不错，目前主营两个同类品牌，{p}是空白。"),
            (Phone, "{c}关心首批进货额、返点和区域保护，按政策做了说明，对方说要和合伙人商量。"),
            (Online, "与{c}视频会议讲解{p}的卖点和利润空间，对方问到样品折扣和退换政策。"),
        ],
        next_steps: &["约总部考察", "发送合作协议样本", "测算首批进货", "了解当地竞品价格"],
    },
    Stage {
        talks: &[
            (Meeting, "{c}一行{g}人到总部考察工厂和展厅，对{p}工艺认可，希望把{q}也纳入首批。"),
            (Visit, "陪{c}走访当地两个小区和一家设计公司，判断{p}有市场，定价需要再低一点。"),
        ],
        next_steps: &["提交首批上样方案", "确认区域保护范围", "出门店布置图", "核算装修补贴"],
    },
    Stage {
        talks: &[
            (Meeting, "合作条款谈定：首批{b}万元，年度返点三个点，装修补贴按图验收后支付，{c}准备签约。"),
            (Phone, "{c}提出先试销三个月再谈年度任务，我们同意降低首批额度，但不给区域独家。"),
        ],
        next_steps: &["发送合同定稿", "安排上样", "跟进首批货款", "排店员培训"],
    },
    Stage {
        talks: &[
            (Visit, "到{c}门店检查上样，{p}位置不错，价签和灯光要调整，培训了{g}名导购。"),
            (Phone, "{c}反馈本月{p}出了{g}单，{q}问的人多、成交少，建议做一次促销。"),
            (Visit, "月度巡店：库存{n}件，{q}积压，和{c}商量调换和下月活动计划。"),
        ],
        next_steps: &["下月巡店", "支持门店促销", "处理积压库存", "补货下单"],
    },
    Stage {
        talks: &[
            (Phone, "{c}说门店搬迁，合作最快{k}再谈。"),
            (Message, "连续两次电话未接，微信留言，{c}回复在外地进货，下周再约。"),
            (Phone, "{c}已和别家签了排他协议，明年到期，保持联系。"),
        ],
        next_steps: &["再次联系确认意向", "发送新品资料", "节后回访"],
    },
];
