//! Conversations on the way from the first call to the finished installation, as sales reps note them.

use crate::dice::Dice;
use crate::fill::fill;
use contract::customers::FollowUpWay;

/// A conversation with a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFollowUp {
    pub way: FollowUpWay,
    /// Before today.
    pub days_ago: u32,
    /// Minute of that day at the company, within office hours.
    pub minute: u32,
    /// Place in the customer's contacts.
    pub contact: usize,
    pub content: String,
    /// Empty where nothing was agreed.
    pub next_step: &'static str,
    /// Days from the conversation to the next step; it may lie in the future.
    pub next_after_days: Option<u32>,
    /// Days from the conversation to the one that kept the promise; absent where it was not kept yet.
    pub kept_after_days: Option<u32>,
}

/// A stage of a sale: what is said then, and what comes next.
struct Stage {
    talks: &'static [(FollowUpWay, &'static str)],
    next_steps: &'static [&'static str],
}

use FollowUpWay::{Email, Meeting, Message, Online, Phone, Visit};

/// Slots: `{c}` contact, `{u}` project, `{p}` and `{q}` goods, `{n}` pieces, `{m}` square metres, `{b}` budget in 万元, `{k}` when,
/// `{g}` a small number, `{d}` days, `{i}` industry.
const STAGES: [Stage; 8] = [
    Stage {
        talks: &[
            (Phone, "电话联系{c}，确认{u}由其负责，计划{k}采购，目前在比三家。介绍了公司情况，约好先发资料再详谈。"),
            (Phone, "展会上留的名片，今天回访{c}。对方正在做{u}，面积约{m}平方米，主要看{p}，希望先看同行业案例。"),
            (Message, "加了{c}微信，发了公司介绍和{i}行业的三个案例，对方回复本周内部讨论后答复。"),
            (Phone, "{c}经老客户介绍主动来电，询问{p}的交期和质保，语气比较急，答应当天发报价单模板。"),
            (Visit, "陌生拜访，前台转给{c}，聊了二十分钟。{u}还在立项，预算没有批下来，留了样册和名片。"),
            (Email, "给{c}发了产品册和资质文件，对方回邮件要求补充{p}的环保检测报告。"),
        ],
        next_steps: &["发送案例和产品册", "电话确认资料是否收到", "约上门拜访", "补发检测报告"],
    },
    Stage {
        talks: &[
            (Visit, "上门拜访{c}，看了现场。{u}约{m}平方米，需要{p}{n}套，预算{b}万元左右，最看重环保等级和交期。"),
            (Online, "与{c}线上会议梳理需求：以{p}和{q}为主，数量约{n}，要求甲醛检测报告，付款希望三六一。"),
            (Meeting, "{c}带我们见了财务和使用部门，确认预算{b}万元，要在{k}前装完，不能影响正常营业。"),
            (Phone, "电话沟通细节：颜色要和企业形象统一，{p}要能拆装，后期可能再加{g}套。"),
            (Visit, "第二次拜访，{c}介绍了上一家供应商的问题：送货拖了两周、{q}有色差。这次特别强调交期和售后。"),
        ],
        next_steps: &["安排设计师上门量尺", "整理需求清单请对方确认", "约对方到展厅参观", "准备初步方案"],
    },
    Stage {
        talks: &[
            (Visit, "带设计师到现场量尺，实测{m}平方米，货梯尺寸偏小，{p}需要分体运输，已记在交底单上。"),
            (Meeting, "{c}一行{g}人到展厅参观，重点看了{p}，对五金件比较满意，觉得面料颜色偏深，要求换两个色板。"),
            (Visit, "送样到现场，{c}和使用部门试用了{p}，认为稳固性不错，{q}的扶手高度希望可调。"),
            (Message, "{c}发来平面图和点位图，确认插座位置，{p}的走线孔要对应调整。"),
        ],
        next_steps: &["提交方案和报价", "补送色板", "出深化图纸", "确认点位图"],
    },
    Stage {
        talks: &[
            (Email, "提交方案和报价，总价{b}万元。{c}回复整体可以，希望{p}再优惠五个点。"),
            (Meeting, "方案讲解会，{c}和使用部门都在，提出两处修改：增加收纳、隔断降低到一米二。"),
            (Phone, "{c}说方案已报给领导，觉得{q}配置偏高，让我们出一版经济型方案对比。"),
            (Online, "发送第二版方案并在线讲解，调整了动线和{p}配置，报价{b}万元，等对方开会定。"),
        ],
        next_steps: &["回访方案意见", "出第二版方案", "跟进领导审批", "核算优惠空间"],
    },
    Stage {
        talks: &[
            (Meeting, "商务谈判：对方坚持质保五年，我们同意，换来首付四成；{c}说合同走内部审批。"),
            (Phone, "{c}反馈竞品报价低一成，但交期要四十五天。强调我们{d}天到货、驻场安装，对方倾向我们。"),
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
            (Visit, "与{c}现场验收，{n}套{p}清点无误，{g}处小划痕当场修补，验收单已签字。"),
            (Phone, "安装后回访，{c}表示满意，提到有{g}把椅子扶手松动，已安排售后明天上门。"),
            (Phone, "售后处理完毕，{c}确认没有问题，尾款流程已走，预计{k}付。"),
            (Visit, "季度回访：使用正常。{c}说分公司{k}可能也要做{u}，愿意帮忙引荐。"),
        ],
        next_steps: &["催收尾款", "安装后回访", "联系分公司负责人", "送保养说明"],
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

/// What the conversations of one customer have in common.
pub(crate) struct Sale<'a> {
    /// What to call each contact: `马经理`.
    pub contacts: &'a [String],
    /// The slots that stay the same, without `{c}`.
    pub slots: &'a [(char, &'a str)],
    /// How many conversations.
    pub talks: usize,
    /// Days since the last one.
    pub last_days_ago: u32,
}

/// The conversations of a sale, the first one first.
pub(crate) fn talks(dice: &mut Dice, sale: &Sale<'_>) -> Vec<DemoFollowUp> {
    let mut talks: Vec<DemoFollowUp> = Vec::with_capacity(sale.talks);
    let mut days_ago = sale.last_days_ago;
    // Backwards in time, so that the last conversation falls where it should.
    for place in (0..sale.talks).rev() {
        let stage = stage_of(dice, place, sale.talks);
        let contact = dice.place(sale.contacts.len().min(2));
        let (way, talk) = dice.pick(stage.talks);
        let next_after = u32::try_from(dice.between(2, 14)).unwrap_or(7);
        let kept_after = talks.last().map(|later| days_ago - later.days_ago);
        // A promise is mostly kept on its day, at times before or late.
        let next_after_days = match kept_after {
            Some(kept) if dice.percent(80) => kept,
            Some(kept) => kept.saturating_sub(2).max(1),
            None => next_after,
        };
        let promised = place + 1 < sale.talks || dice.percent(75);
        let mut slots = sale.slots.to_vec();
        slots.push(('c', sale.contacts.get(contact).map_or("对方", String::as_str)));
        talks.push(DemoFollowUp {
            way,
            days_ago,
            minute: u32::try_from(dice.between(9 * 12, 17 * 12 + 6) * 5).unwrap_or(540),
            contact,
            content: fill(talk, &slots),
            next_step: if promised { dice.pick(stage.next_steps) } else { "" },
            next_after_days: promised.then_some(next_after_days),
            kept_after_days: kept_after.filter(|_| promised),
        });
        days_ago += u32::try_from(dice.between(2, 16)).unwrap_or(7);
    }
    talks.reverse();
    talks
}

/// The first conversation opens, the later ones follow the stages; now and then nothing moves.
fn stage_of(dice: &mut Dice, place: usize, talks: usize) -> &'static Stage {
    let quiet = STAGES.len() - 1;
    let stage = if place > 0 && dice.percent(if place + 1 == talks { 25 } else { 8 }) { quiet } else { place.min(quiet - 1) };
    &STAGES[stage]
}
