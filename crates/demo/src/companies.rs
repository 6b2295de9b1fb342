//! Companies: industry, name and credit code.

use crate::dice::shuffled;
use crate::places::CITIES;
use crate::projects::Project;
use contract::values::credit_code::check_digit;

/// What a company does, with the trades that its name may tell and the projects that it buys for.
pub(crate) struct Industry {
    pub name: &'static str,
    pub trades: [&'static str; 4],
    pub projects: &'static [Project],
    /// Usual number of employees, from and to.
    pub employees: (u64, u64),
}

use Project::{Classrooms, Clinic, Dealer, Dormitory, FurnishedFlats, GuestRooms, Office, Restaurant, ShowFlat, Showroom, Store};

const fn industry(name: &'static str, trades: [&'static str; 4], projects: &'static [Project], employees: (u64, u64)) -> Industry {
    Industry { name, trades, projects, employees }
}

pub(crate) const INDUSTRIES: [Industry; 14] = [
    industry("文化传媒", ["文化传播", "广告", "影视传媒", "会展服务"], &[Office, Showroom], (8, 150)),
    industry("制造", ["电子", "纺织", "精密机械", "新能源科技"], &[Office, Dormitory, Showroom], (80, 3000)),
    industry("批发零售", ["商贸", "百货", "供应链管理", "连锁超市"], &[Store, Office], (10, 800)),
    industry("装饰装修", ["装饰", "建筑装饰工程", "室内设计", "装饰设计工程"], &[Dealer, ShowFlat], (8, 200)),
    industry("交通物流", ["物流", "货运代理", "速运", "仓储服务"], &[Office, Dormitory], (30, 1500)),
    industry("建材", ["建材", "门窗", "陶瓷", "石材"], &[Dealer, Showroom], (10, 400)),
    industry("家居", ["家居", "家具", "整体厨房", "软装设计"], &[Dealer, Store], (8, 300)),
    industry("医疗", ["医疗器械", "口腔医院管理", "健康管理", "医药"], &[Clinic, Office], (20, 800)),
    industry("汽车", ["汽车销售", "汽车服务", "汽车贸易", "汽车维修"], &[Showroom, Office], (20, 400)),
    industry("房地产", ["房地产开发", "置业", "物业", "城市建设"], &[ShowFlat, FurnishedFlats, Office], (30, 1200)),
    industry("餐饮", ["餐饮管理", "食品", "酒楼管理", "茶饮连锁"], &[Restaurant], (15, 900)),
    industry("教育", ["教育咨询", "教育科技", "培训学校管理", "幼教管理"], &[Classrooms, Office], (10, 500)),
    industry("信息技术", ["科技", "网络科技", "软件", "数据服务"], &[Office], (10, 2000)),
    industry("酒店旅游", ["酒店管理", "旅游开发", "民宿管理", "度假村管理"], &[GuestRooms, Restaurant], (20, 600)),
];

/// The two characters of a brand, with their pinyin.
const FIRST: [(&str, &str); 40] = [
    ("嘉", "jia"),
    ("博", "bo"),
    ("恒", "heng"),
    ("瑞", "rui"),
    ("华", "hua"),
    ("金", "jin"),
    ("德", "de"),
    ("盛", "sheng"),
    ("同", "tong"),
    ("安", "an"),
    ("泰", "tai"),
    ("启", "qi"),
    ("弘", "hong"),
    ("卓", "zhuo"),
    ("立", "li"),
    ("天", "tian"),
    ("明", "ming"),
    ("宏", "hong"),
    ("新", "xin"),
    ("远", "yuan"),
    ("锦", "jin"),
    ("鼎", "ding"),
    ("百", "bai"),
    ("长", "chang"),
    ("中", "zhong"),
    ("佳", "jia"),
    ("致", "zhi"),
    ("汇", "hui"),
    ("信", "xin"),
    ("创", "chuang"),
    ("凯", "kai"),
    ("亿", "yi"),
    ("诚", "cheng"),
    ("宇", "yu"),
    ("晟", "sheng"),
    ("隆", "long"),
    ("宝", "bao"),
    ("优", "you"),
    ("万", "wan"),
    ("合", "he"),
];
const SECOND: [(&str, &str); 40] = [
    ("业", "ye"),
    ("远", "yuan"),
    ("丰", "feng"),
    ("桥", "qiao"),
    ("润", "run"),
    ("世", "shi"),
    ("心", "xin"),
    ("航", "hang"),
    ("毅", "yi"),
    ("越", "yue"),
    ("方", "fang"),
    ("图", "tu"),
    ("源", "yuan"),
    ("景", "jing"),
    ("程", "cheng"),
    ("川", "chuan"),
    ("青", "qing"),
    ("联", "lian"),
    ("和", "he"),
    ("通", "tong"),
    ("达", "da"),
    ("鑫", "xin"),
    ("腾", "teng"),
    ("辉", "hui"),
    ("兴", "xing"),
    ("邦", "bang"),
    ("科", "ke"),
    ("尚", "shang"),
    ("美", "mei"),
    ("诺", "nuo"),
    ("海", "hai"),
    ("林", "lin"),
    ("峰", "feng"),
    ("泽", "ze"),
    ("悦", "yue"),
    ("成", "cheng"),
    ("佑", "you"),
    ("康", "kang"),
    ("晨", "chen"),
    ("铭", "ming"),
];

const BRANDS: u64 = (FIRST.len() * SECOND.len()) as u64;
const TRADES: u64 = (INDUSTRIES.len() * 4) as u64;

/// How many customers have different names; from there on names come again, credit codes do not.
pub const DISTINCT: u64 = CITIES.len() as u64 * BRANDS * TRADES;

/// Which company a number stands for: places in the lists above.
pub(crate) struct Company {
    pub city: usize,
    pub industry: usize,
    trade: usize,
    first: usize,
    second: usize,
}

impl Company {
    pub(crate) fn new(seed: u64, n: u64) -> Self {
        let mut rest = shuffled(seed, n, DISTINCT);
        let mut digit = |size: usize| {
            let size = size as u64;
            let digit = usize::try_from(rest % size).unwrap_or_default();
            rest /= size;
            digit
        };
        Self {
            first: digit(FIRST.len()),
            second: digit(SECOND.len()),
            trade: digit(4),
            industry: digit(INDUSTRIES.len()),
            city: digit(CITIES.len()),
        }
    }

    /// City, brand, trade and legal form.
    pub(crate) fn name(&self, form: &str) -> String {
        let trade = INDUSTRIES[self.industry].trades[self.trade];
        [CITIES[self.city].name, FIRST[self.first].0, SECOND[self.second].0, trade, form].concat()
    }

    /// `嘉业`.
    pub(crate) fn brand(&self) -> String {
        [FIRST[self.first].0, SECOND[self.second].0].concat()
    }

    /// A domain that is reserved for examples.
    pub(crate) fn domain(&self) -> String {
        [FIRST[self.first].1, SECOND[self.second].1, ".example"].concat()
    }
}

const CODE_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A credit code with right check digits for a company registered in a district; different numbers `n` below 800 million have
/// different ones.
pub fn credit_code(seed: u64, n: u64, division: &str) -> String {
    let mut code = String::with_capacity(18);
    code.push_str("91");
    code.push_str(division);
    let start = code.len();
    code.push_str("MA");
    let mut rest = shuffled(seed ^ 0x636F_6465, n, 31_u64.pow(6));
    for _ in 0..6 {
        code.push(char::from(CODE_CHARACTERS[usize::try_from(rest % 31).unwrap_or_default()]));
        rest /= 31;
    }
    code.push(organisation_check_digit(&code[start..]));
    code.extend(check_digit(&code));
    code
}

/// The check digit of the organisation code inside of a credit code (GB 11714).
fn organisation_check_digit(stem: &str) -> char {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = stem.chars().zip(WEIGHTS).map(|(c, weight)| c.to_digit(36).unwrap_or_default() * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn credit_codes_have_both_check_digits_right_and_are_different() {
        let codes: HashSet<String> = (0..100_000).map(|n| credit_code(1, n, "510107")).collect();
        assert_eq!(codes.len(), 100_000);
        for code in &codes {
            assert_eq!(contract::values::credit_code::parse(code).as_deref(), Ok(code.as_str()));
        }
        // The example of GB 32100 and a real company's code.
        assert_eq!(organisation_check_digit("M000100Y"), '4');
        assert_eq!(organisation_check_digit("71526726"), 'X');
    }

    #[test]
    fn names_are_different_for_as_long_as_promised() {
        let names: HashSet<String> = (0..200_000).map(|n| Company::new(3, n).name("有限公司")).collect();
        assert_eq!(names.len(), 200_000);
        assert_eq!(DISTINCT, 3_584_000);
    }
}
