//! What customers buy for: each project with the goods it needs and how the need is put.

/// The occasion for which a customer buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Project {
    Office,
    GuestRooms,
    ShowFlat,
    FurnishedFlats,
    Store,
    Dormitory,
    Classrooms,
    Clinic,
    Restaurant,
    Showroom,
    Dealer,
}

/// The words of a project. Slots: `{n}` pieces, `{m}` square metres, `{b}` budget in 万元, `{k}` when, `{p}` goods.
pub(crate) struct Words {
    /// As one says it in a conversation.
    pub title: &'static str,
    pub goods: &'static [&'static str],
    pub needs: &'static [&'static str],
    /// Square metres and pieces, from and to.
    pub area: (u64, u64),
    pub pieces: (u64, u64),
    /// Posts of the people who deal with it; the first decides.
    pub posts: &'static [&'static str],
}

impl Project {
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::Office => &OFFICE,
            Self::GuestRooms => &GUEST_ROOMS,
            Self::ShowFlat => &SHOW_FLAT,
            Self::FurnishedFlats => &FURNISHED_FLATS,
            Self::Store => &STORE,
            Self::Dormitory => &DORMITORY,
            Self::Classrooms => &CLASSROOMS,
            Self::Clinic => &CLINIC,
            Self::Restaurant => &RESTAURANT,
            Self::Showroom => &SHOWROOM,
            Self::Dealer => &DEALER,
        }
    }
}

const OFFICE: Words = Words {
    title: "新办公室搬迁",
    goods: &["升降办公桌", "人体工学椅", "会议桌", "文件柜", "屏风工位", "电话间"],
    needs: &[
        "新办公室约{m}平方米，{k}搬迁，需要工位{n}个和会议室家具，预算{b}万元，要求环保等级 E0、可以周末安装。",
        "办公区扩租，增加{n}个工位，现有家具要利旧一部分，希望颜色统一，{k}前到位。",
        "总部装修改造，重点是{p}和高管办公室，注重品牌形象，预算{b}万元以内。",
    ],
    area: (200, 4000),
    pieces: (20, 400),
    posts: &["总经理", "行政经理", "采购经理", "行政主管"],
};
const GUEST_ROOMS: Words = Words {
    title: "客房翻新",
    goods: &["床垫", "床头软包", "遮光窗帘", "衣柜", "行李架", "休闲椅"],
    needs: &[
        "客房{n}间分两期翻新，以{p}为主，要求阻燃检测报告，不能影响营业，{k}前完成一期。",
        "新店{n}间客房整体采购，预算{b}万元，先做两间样板房，品牌方要验收。",
        "老客房床垫和窗帘更换，数量{n}套，希望分楼层送货安装。",
    ],
    area: (1500, 12_000),
    pieces: (40, 300),
    posts: &["总经理", "工程部经理", "采购经理", "客房部经理"],
};
const SHOW_FLAT: Words = Words {
    title: "样板间软装",
    goods: &["沙发", "窗帘", "艺术灯具", "装饰画", "地毯", "餐桌椅"],
    needs: &[
        "样板间{g}套共{m}平方米，整体软装，风格为现代轻奢，{k}前开放，预算{b}万元。",
        "售楼处和样板间软装更新，需要设计、供货、摆场一体，工期紧。",
        "为业主提供拎包入住软装套餐，希望合作分成，先做一套样板。",
    ],
    area: (200, 1800),
    pieces: (30, 200),
    posts: &["设计总监", "项目经理", "采购经理", "总经理"],
};
const FURNISHED_FLATS: Words = Words {
    title: "精装房配套",
    goods: &["橱柜", "定制衣柜", "浴室柜", "室内门", "玄关柜"],
    needs: &[
        "精装交付{n}套，配{p}，战略集采入围后分批供货，{k}开始进场，要求提供工程样板。",
        "二期住宅{n}套的橱柜和衣柜，报价按延米计，要求含安装和两年维保。",
    ],
    area: (8000, 60_000),
    pieces: (100, 1200),
    posts: &["成本总监", "工程部经理", "招采经理", "项目经理"],
};
const STORE: Words = Words {
    title: "门店形象升级",
    goods: &["展示柜", "收银台", "洽谈桌椅", "货架", "形象墙"],
    needs: &[
        "门店{g}家统一升级，单店约{m}平方米，道具标准化，{k}前先完成首店。",
        "新开旗舰店，需要{p}和灯光整体方案，预算{b}万元，要配合商场夜间施工。",
    ],
    area: (80, 900),
    pieces: (15, 120),
    posts: &["总经理", "营运经理", "采购经理", "店长"],
};
const DORMITORY: Words = Words {
    title: "员工宿舍配套",
    goods: &["双层床", "储物柜", "床垫", "书桌", "鞋柜"],
    needs: &["新宿舍楼{n}个床位，需要{p}，要求承重和防锈检测，{k}投用。", "宿舍改造，四人间改为{p}组合，数量{n}套，分楼层安装。"],
    area: (800, 9000),
    pieces: (60, 800),
    posts: &["副总经理", "行政经理", "采购经理", "后勤主管"],
};
const CLASSROOMS: Words = Words {
    title: "校区扩建",
    goods: &["课桌椅", "讲台", "书柜", "储物柜", "阅览桌"],
    needs: &[
        "新校区{g}间教室，课桌椅{n}套，桌面圆角、材质环保，开学前必须到位。",
        "老校区家具更新，{p}为主，需提供甲醛检测报告给家长公示。",
    ],
    area: (300, 5000),
    pieces: (60, 900),
    posts: &["校长", "总务主任", "采购经理", "教务主管"],
};
const CLINIC: Words = Words {
    title: "诊区改造",
    goods: &["候诊椅", "护士站", "诊桌", "药柜", "治疗柜"],
    needs: &[
        "门诊{m}平方米改造，需要{p}，要求抗菌板材、耐消毒剂擦拭，{k}前完成。",
        "新院区家具采购，走公开招标，预算{b}万元，先做需求调研和方案。",
    ],
    area: (200, 4000),
    pieces: (20, 260),
    posts: &["院长", "后勤主任", "采购经理", "护士长"],
};
const RESTAURANT: Words = Words {
    title: "新店开业",
    goods: &["卡座", "餐桌椅", "吧台", "隔断屏风", "备餐柜"],
    needs: &["新店{m}平方米，{n}个餐位，{p}要耐磨易清洁，{k}开业。", "连锁店今年计划再开{g}家，希望签年度框架，统一价格和交期。"],
    area: (120, 1500),
    pieces: (40, 360),
    posts: &["总经理", "营建经理", "采购经理", "店长"],
};
const SHOWROOM: Words = Words {
    title: "展厅改造",
    goods: &["展台", "洽谈沙发", "地台", "多媒体展柜", "接待台"],
    needs: &[
        "展厅{m}平方米改造，需要{p}和洽谈区家具，{k}有客户参观，工期不能拖。",
        "品牌展厅重新布置，希望设计施工一体，预算{b}万元，先看同行业案例。",
    ],
    area: (150, 2000),
    pieces: (10, 90),
    posts: &["总经理", "市场总监", "行政经理", "品牌主管"],
};
const DEALER: Words = Words {
    title: "经销合作",
    goods: &["全屋定制系列", "床垫系列", "沙发系列", "门墙柜一体系列", "软床系列"],
    needs: &[
        "想代理{p}，本地有{m}平方米门店，关心首批进货额、返点和区域保护。",
        "现有工装渠道，希望以经销价供货{p}，首单约{b}万元，要求样品支持。",
    ],
    area: (150, 2500),
    pieces: (10, 120),
    posts: &["总经理", "渠道经理", "采购经理", "店长"],
};
