//! Names and numbers of people.

use crate::dice::{Dice, Stream, shuffled};

/// Surnames with their pinyin, the frequent ones several times.
const SURNAMES: [(&str, &str); 64] = [
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("黄", "huang"),
    ("赵", "zhao"),
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("周", "zhou"),
    ("吴", "wu"),
    ("徐", "xu"),
    ("孙", "sun"),
    ("马", "ma"),
    ("朱", "zhu"),
    ("胡", "hu"),
    ("郭", "guo"),
    ("何", "he"),
    ("林", "lin"),
    ("高", "gao"),
    ("罗", "luo"),
    ("郑", "zheng"),
    ("梁", "liang"),
    ("谢", "xie"),
    ("宋", "song"),
    ("唐", "tang"),
    ("许", "xu"),
    ("韩", "han"),
    ("邓", "deng"),
    ("冯", "feng"),
    ("曹", "cao"),
    ("彭", "peng"),
    ("曾", "zeng"),
    ("肖", "xiao"),
    ("田", "tian"),
    ("董", "dong"),
    ("潘", "pan"),
    ("袁", "yuan"),
    ("蔡", "cai"),
    ("蒋", "jiang"),
    ("余", "yu"),
    ("于", "yu"),
    ("杜", "du"),
    ("叶", "ye"),
    ("程", "cheng"),
    ("魏", "wei"),
    ("苏", "su"),
    ("吕", "lv"),
    ("丁", "ding"),
    ("任", "ren"),
    ("卢", "lu"),
    ("姚", "yao"),
    ("沈", "shen"),
    ("钟", "zhong"),
    ("姜", "jiang"),
    ("崔", "cui"),
    ("谭", "tan"),
    ("陆", "lu"),
    ("范", "fan"),
    ("单", "shan"),
];

/// Parts of given names with their pinyin: of men, of women, of both.
const MEN: [(&str, &str); 24] = [
    ("伟", "wei"),
    ("强", "qiang"),
    ("磊", "lei"),
    ("军", "jun"),
    ("勇", "yong"),
    ("杰", "jie"),
    ("涛", "tao"),
    ("斌", "bin"),
    ("鹏", "peng"),
    ("刚", "gang"),
    ("浩", "hao"),
    ("建国", "jianguo"),
    ("志强", "zhiqiang"),
    ("文博", "wenbo"),
    ("子轩", "zixuan"),
    ("俊杰", "junjie"),
    ("建平", "jianping"),
    ("国栋", "guodong"),
    ("海波", "haibo"),
    ("永刚", "yonggang"),
    ("振华", "zhenhua"),
    ("立新", "lixin"),
    ("宏宇", "hongyu"),
    ("家豪", "jiahao"),
];
const WOMEN: [(&str, &str); 24] = [
    ("芳", "fang"),
    ("娜", "na"),
    ("敏", "min"),
    ("静", "jing"),
    ("丽", "li"),
    ("艳", "yan"),
    ("娟", "juan"),
    ("霞", "xia"),
    ("燕", "yan"),
    ("婷", "ting"),
    ("玲", "ling"),
    ("秀英", "xiuying"),
    ("雪梅", "xuemei"),
    ("晓燕", "xiaoyan"),
    ("雅琴", "yaqin"),
    ("欣怡", "xinyi"),
    ("佳宁", "jianing"),
    ("梦瑶", "mengyao"),
    ("思颖", "siying"),
    ("若兰", "ruolan"),
    ("海燕", "haiyan"),
    ("玉洁", "yujie"),
    ("美玲", "meiling"),
    ("春花", "chunhua"),
];
const BOTH: [(&str, &str); 16] = [
    ("明", "ming"),
    ("华", "hua"),
    ("平", "ping"),
    ("宁", "ning"),
    ("晨", "chen"),
    ("文", "wen"),
    ("林", "lin"),
    ("悦", "yue"),
    ("晓东", "xiaodong"),
    ("志远", "zhiyuan"),
    ("一鸣", "yiming"),
    ("思源", "siyuan"),
    ("子涵", "zihan"),
    ("嘉欣", "jiaxin"),
    ("文静", "wenjing"),
    ("天宇", "tianyu"),
];

/// A person's name in its parts.
pub(crate) struct Name {
    pub surname: &'static str,
    pub given: &'static str,
    /// `wangwei`, as mail addresses have it.
    pub pinyin: (&'static str, &'static str),
}

impl Name {
    pub(crate) fn throw(dice: &mut Dice) -> Self {
        let (surname, surname_pinyin) = dice.pick(&SURNAMES);
        let (given, given_pinyin) = match dice.below(8) {
            0..=2 => dice.pick(&MEN),
            3..=5 => dice.pick(&WOMEN),
            _ => dice.pick(&BOTH),
        };
        Self { surname, given, pinyin: (surname_pinyin, given_pinyin) }
    }

    pub(crate) fn full(&self) -> String {
        [self.surname, self.given].concat()
    }
}

/// The name of a person who is nobody in particular.
pub fn person_name(seed: u64, n: u64) -> String {
    Name::throw(&mut Dice::new(seed, Stream::Person, n)).full()
}

/// Ranges that look like others and are not issued to the public, so that nobody is called by accident.
const RANGES: [&str; 6] = ["160", "161", "163", "164", "168", "169"];

/// A mobile number; different numbers `n` below six hundred million have different ones.
pub fn mobile(seed: u64, n: u64) -> String {
    const TAILS: u64 = 100_000_000;
    let place = shuffled(seed ^ 0x6D6F_6269, n, TAILS * RANGES.len() as u64);
    let range = usize::try_from(place / TAILS).unwrap_or_default();
    let mut digits = String::with_capacity(11);
    digits.push_str(RANGES[range.min(RANGES.len() - 1)]);
    push_digits(&mut digits, place % TAILS, 8);
    digits
}

/// The last `width` digits of a number, with zeros before it.
pub(crate) fn push_digits(out: &mut String, number: u64, width: u32) {
    for power in (0..width).rev() {
        let digit = number / 10_u64.pow(power) % 10;
        out.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn mobiles_are_good_numbers_and_different() {
        let numbers: HashSet<String> = (0..50_000).map(|n| mobile(7, n)).collect();
        assert_eq!(numbers.len(), 50_000);
        assert!(numbers.iter().all(|number| contract::values::phone::parse_mobile(number).as_deref() == Ok(number)));
    }

    #[test]
    fn names_have_two_or_three_characters() {
        let names: HashSet<String> = (0..2_000).map(|n| person_name(7, n)).collect();
        assert!(names.len() > 1_000, "{}", names.len());
        assert!(names.iter().all(|name| (2..=3).contains(&name.chars().count())));
    }
}
