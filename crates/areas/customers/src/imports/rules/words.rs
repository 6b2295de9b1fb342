//! The words that people use in spreadsheets of customers.

use contract::customers::{ImportField, Source, Tier};
use contract::values::width::fold;
use sheets::{Cell, Kind};

/// What a column may be called, in the bare form: half-width, lower case, 简体, without spaces, brackets and marks.
pub(super) const HEADINGS: &[(ImportField, &[&str])] = &[
    (
        ImportField::Name,
        &[
            "公司名称",
            "企业名称",
            "单位名称",
            "客户名称",
            "客户全称",
            "公司全称",
            "企业全称",
            "单位全称",
            "客户公司",
            "公司",
            "企业",
            "单位",
            "客户",
            "名称",
            "机构名称",
            "companyname",
            "company",
            "customername",
            "customer",
            "clientname",
            "client",
            "name",
        ],
    ),
    (
        ImportField::CreditCode,
        &[
            "统一社会信用代码",
            "社会信用代码",
            "统一信用代码",
            "信用代码",
            "社会统一信用代码",
            "统一代码",
            "税号",
            "纳税人识别号",
            "creditcode",
            "unifiedsocialcreditcode",
            "uscc",
            "taxnumber",
        ],
    ),
    (
        ImportField::Contact,
        &[
            "联系人",
            "联系人姓名",
            "联络人",
            "姓名",
            "对接人",
            "负责人",
            "主要联系人",
            "客户联系人",
            "contact",
            "contactperson",
            "contactname",
        ],
    ),
    (
        ImportField::Mobile,
        &[
            "手机",
            "手机号",
            "手机号码",
            "联系手机",
            "移动电话",
            "行动电话",
            "联系人手机",
            "手机电话",
            "mobile",
            "mobilephone",
            "mobilenumber",
            "cellphone",
            "cell",
        ],
    ),
    (
        ImportField::Landline,
        &[
            "座机",
            "座机号",
            "座机号码",
            "固定电话",
            "固话",
            "电话",
            "电话号码",
            "联系电话",
            "联系方式",
            "公司电话",
            "单位电话",
            "办公电话",
            "市话",
            "landline",
            "telephone",
            "phone",
            "phonenumber",
            "tel",
        ],
    ),
    (ImportField::Industry, &["行业", "所属行业", "行业类别", "行业分类", "客户行业", "industry"]),
    (
        ImportField::Employees,
        &[
            "人数",
            "员工人数",
            "员工数",
            "员工数量",
            "职工人数",
            "企业人数",
            "公司人数",
            "人员规模",
            "规模",
            "企业规模",
            "公司规模",
            "employees",
            "headcount",
            "staff",
        ],
    ),
    (
        ImportField::Turnover,
        &[
            "年营业额",
            "营业额",
            "年营收",
            "营收",
            "年销售额",
            "销售额",
            "年收入",
            "营业收入",
            "年营业收入",
            "年产值",
            "turnover",
            "annualturnover",
            "revenue",
            "annualrevenue",
        ],
    ),
    (
        ImportField::Address,
        &[
            "地址",
            "公司地址",
            "单位地址",
            "企业地址",
            "联系地址",
            "通讯地址",
            "通信地址",
            "详细地址",
            "办公地址",
            "经营地址",
            "注册地址",
            "address",
        ],
    ),
    (ImportField::Source, &["来源", "客户来源", "来源渠道", "渠道", "获客渠道", "客户渠道", "线索来源", "source", "channel"]),
    (
        ImportField::Tier,
        &["级别", "客户级别", "等级", "客户等级", "分级", "客户分级", "重要程度", "重要级别", "tier", "level", "grade", "rank"],
    ),
    (
        ImportField::FirstContact,
        &[
            "首次接触日期",
            "首次接触时间",
            "首次接触",
            "首次联系日期",
            "首次联系时间",
            "首次联系",
            "首次拜访日期",
            "首次拜访时间",
            "初次接触日期",
            "初次联系日期",
            "firstcontact",
            "firstcontactdate",
            "firstcontacton",
        ],
    ),
];

/// The 简体 twin of a 繁體 character that headings and tiers use; every other character as it is.
pub(super) fn simplified(c: char) -> char {
    const PAIRS: &str = "稱称業业單单戶户統统會会碼码聯联絡络繫系機机號号動动電电話话職职員员數数規规營营額额銷销產产詳详細细經经來来級级別别觸触\
                         時时間间類类開开發发實实際际總总計计備备註注說说製制審审負负責责對对訊讯線线獲获識识納纳稅税個个資资點点潛潜訪访進进團团";
    let mut pairs = PAIRS.chars();
    while let (Some(traditional), Some(twin)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return twin;
        }
    }
    c
}

/// Half-width, upper case, 简体, without spaces.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).map(|c| simplified(c.to_ascii_uppercase())).collect()
}

/// Words that people put where they have nothing to say.
pub(super) fn is_placeholder(text: &str) -> bool {
    ["", "无", "暂无", "没有", "未知", "不详", "N/A", "NA", "NULL", "NONE", "/", "\\"].contains(&bare(text).as_str())
        || text.chars().all(|c| matches!(c, '-' | '—' | '–' | '_' | '－'))
}

/// Whether the row that begins so adds the others up.
pub(super) fn is_total(text: &str) -> bool {
    let text = bare(text);
    let words = ["合计", "总计", "小计", "共计", "累计", "总和", "平均", "本页合计", "本页小计", "TOTAL", "SUBTOTAL", "SUM", "GRANDTOTAL"];
    words.contains(&text.trim_end_matches(':'))
}

/// Whether a lonely cell is a remark on the sheet.
pub(super) fn is_note(text: &str) -> bool {
    let text = bare(text);
    let marked = [
        "注:",
        "备注:",
        "说明:",
        "制表:",
        "制表人",
        "制表日期",
        "填表:",
        "填表人",
        "填表日期",
        "审核:",
        "审核人",
        "日期:",
        "单位:",
        "以上数据",
        "以上信息",
        "以上内容",
        "以上为",
        "NOTE:",
    ];
    marked.iter().any(|start| text.starts_with(start)) || is_total(&text)
}

/// The tier that a text names, as letter, as word or as both where they agree.
pub(super) fn tier(text: &str) -> Option<Tier> {
    let text = bare(text);
    let core = text.strip_suffix("客户").unwrap_or(&text);
    let core = core.strip_suffix(['级', '类', '等']).unwrap_or(core);
    let mut rest = core.chars();
    let letter = match rest.next()? {
        'A' => Tier::A,
        'B' => Tier::B,
        'C' => Tier::C,
        'D' => Tier::D,
        _ => return tier_word(core),
    };
    let word = rest.as_str().trim_matches(['·', '-', '.', ':', '、', '(', ')']);
    let agrees = rest.as_str().is_empty() || tier_word(word.strip_suffix("客户").unwrap_or(word)) == Some(letter);
    agrees.then_some(letter)
}

fn tier_word(word: &str) -> Option<Tier> {
    Some(match word {
        "重点" | "关键" | "战略" | "KEY" => Tier::A,
        "重要" | "IMPORTANT" => Tier::B,
        "一般" | "普通" | "ORDINARY" => Tier::C,
        "潜在" | "意向" | "POTENTIAL" => Tier::D,
        _ => return None,
    })
}

/// How the customer came to us; a way that we have no word for is another way.
pub(super) fn source(text: &str) -> Source {
    let text = bare(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["介绍", "推荐", "REFERRAL"]) {
        Source::Referral
    } else if has(&["展会", "展览", "博览会", "EXHIBITION", "FAIR"]) {
        Source::Exhibition
    } else if has(&["小区", "社区", "楼盘", "工地", "SITE"]) && !has(&["WEBSITE"]) {
        Source::SiteEvent
    } else if has(&["网", "线上", "百度", "微信", "公众号", "抖音", "小红书", "WEB", "ONLINE"]) {
        Source::Web
    } else if has(&["电话", "电销", "来电", "PHONE", "CALL"]) {
        Source::Phone
    } else if has(&["活动", "沙龙", "讲座", "CAMPAIGN"]) {
        Source::Campaign
    } else {
        Source::Other
    }
}

/// The text of a cell in a column of days. A day whose cell lost its date format is a bare number of days since 1900.
pub(super) fn day(cell: &Cell) -> String {
    /// 1954 to 2173; a smaller or larger number is no slip of format.
    const DAYS: std::ops::RangeInclusive<u64> = 20_000..=99_999;
    let text = cell.text.trim();
    let serial = text.parse::<u64>().ok().filter(|days| cell.kind == Kind::Number && DAYS.contains(days));
    let day = serial.and_then(|days| chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days)));
    day.map_or_else(|| text.to_owned(), |day| day.to_string())
}

/// The city of an address, without 市: `成都` of `四川省成都市武侯区长青路600号`. Empty where the address names none.
pub(super) fn city(address: &str) -> String {
    let address: String = fold(address).chars().filter(|c| !c.is_whitespace()).collect();
    let after = |text: &str, end: &str, most: usize| {
        let at = text.find(end)?;
        let before = &text[..at];
        (2..=most).contains(&before.chars().count()).then(|| (before.to_owned(), text[at + end.len()..].to_owned()))
    };
    let rest = ["省", "自治区", "特别行政区"].iter().find_map(|end| after(&address, end, 7)).map_or(address, |(_, rest)| rest);
    let city = after(&rest, "市", 6).map(|(city, _)| city);
    city.filter(|name| !name.contains(['区', '县', '路', '街', '乡', '村', '号', '道', '楼', '超'])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_letters_or_words() {
        for text in ["A", "a", "Ａ", " A 级", "A类", "A级客户", "重点", "重点客户", "重點客戶", "A·重点", "A（重点）", "A-重点"]
        {
            assert_eq!(tier(text), Some(Tier::A), "{text}");
        }
        for (text, expected) in
            [("b", Tier::B), ("C级", Tier::C), ("D 类", Tier::D), ("重要", Tier::B), ("一般客户", Tier::C), ("潛在客戶", Tier::D)]
        {
            assert_eq!(tier(text), Some(expected), "{text}");
        }
        for text in ["", "E", "AA", "A+", "1", "VIP", "A重要", "ABC", "无", "重"] {
            assert_eq!(tier(text), None, "{text}");
        }
    }

    #[test]
    fn sources_are_recognised_by_their_words() {
        for (text, expected) in [
            ("展会", Source::Exhibition),
            ("2024广交会展览", Source::Exhibition),
            ("网络", Source::Web),
            ("官网留言", Source::Web),
            ("电话营销", Source::Phone),
            ("转介绍", Source::Referral),
            ("老客户介绍", Source::Referral),
            ("朋友推荐", Source::Referral),
            ("小区活动", Source::SiteEvent),
            ("市场活动", Source::Campaign),
            ("website", Source::Web),
            ("自己上门", Source::Other),
        ] {
            assert_eq!(source(text), expected, "{text}");
        }
    }

    #[test]
    fn placeholders_count_as_nothing() {
        for text in ["", "无", "暂无", "-", "--", "——", "/", "N/A", "n/a", "null", "　"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["无锡", "0", "A", "13816613186"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn a_day_without_its_date_format_is_still_a_day() {
        let number = |text: &str| Cell { kind: Kind::Number, text: text.to_owned() };
        assert_eq!(day(&number("43708")), "2019-08-31");
        assert_eq!(day(&number("20230627")), "20230627");
        assert_eq!(day(&Cell::text("43708")), "43708");
        assert_eq!(day(&Cell::text(" 2022年12月31日 ")), "2022年12月31日");
    }

    #[test]
    fn the_city_is_taken_from_the_address() {
        for (address, expected) in [
            ("四川省成都市武侯区长青路600号", "成都"),
            ("上海市浦东新区宏图路284号", "上海"),
            ("广东省东莞市南城街道启航路255号", "东莞"),
            ("山西省晋中市榆次区德润路714号\n（搬迁中，需再确认）", "晋中"),
            ("广西壮族自治区南宁市青秀区民族大道1号", "南宁"),
            ("新疆维吾尔自治区乌鲁木齐市天山区", "乌鲁木齐"),
            ("成都市武侯区", "成都"),
            ("江西省景德镇市珠山区", "景德镇"),
            ("浦东新区超市路3号", ""),
            ("武侯区长青路600号", ""),
            ("", ""),
            ("市", ""),
        ] {
            assert_eq!(city(address), expected, "{address}");
        }
    }

    #[test]
    fn traditional_characters_have_their_twins() {
        let twin: String = "統一社會信用代碼聯絡人電話營業額級別".chars().map(simplified).collect();
        assert_eq!(twin, "统一社会信用代码联络人电话营业额级别");
        assert_eq!("甲".chars().map(simplified).next().unwrap(), '甲');
    }
}
