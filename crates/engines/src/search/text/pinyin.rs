//! Names as they are typed by people who do not switch to Chinese input: `cdjy` and `chengdujiaye` for 成都嘉业.

use super::normalise;
use pinyin::ToPinyin;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The most ways of reading one name that are indexed.
const WAYS: usize = 12;

/// Full pinyin and initials of a name, in each way it may be read; none for a name without Chinese characters.
///
/// Words with a reading of their own are read so (重庆, 银行); other characters that names use in several readings come in each of
/// them, surnames above all (曾, 单, 仇). `ü` is written `v`, as it is typed; letters and digits stay where they are.
pub fn pinyin_texts(name: &str) -> Vec<String> {
    let Some(syllables) = syllables(name) else { return Vec::new() };
    let mut texts = ways(syllables.iter().map(|s| s.iter().map(String::as_str).collect()));
    for text in ways(syllables.iter().map(|s| s.iter().map(|reading| first_letter(reading)).collect())) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// The readings of one place in a name, the usual one first; one for letters and digits.
type Syllable = Vec<String>;

fn syllables(name: &str) -> Option<Vec<Syllable>> {
    let chars: Vec<char> = normalise(name).chars().collect();
    let mut out: Vec<Syllable> = Vec::new();
    let mut chinese = false;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let word = WORDS_BY_FIRST
            .get(&c)
            .into_iter()
            .flatten()
            .find(|(word, _)| word.chars().eq(chars[at..].iter().copied().take(word.chars().count())));
        if let Some((word, readings)) = word {
            out.extend(readings.split(' ').map(|reading| vec![reading.to_owned()]));
            at += word.chars().count();
            chinese = true;
            continue;
        }
        if let Some(readings) = readings(c, at == 0) {
            out.push(readings);
            chinese = true;
        } else if c.is_alphanumeric() {
            out.push(vec![c.to_string()]);
        }
        at += 1;
    }
    chinese.then_some(out)
}

fn readings(c: char, surname: bool) -> Option<Syllable> {
    let usual = SEVERAL.get(&c).filter(|(as_surname, _)| surname || !as_surname).map(|(_, readings)| *readings);
    let plain = |readings: &str| readings.split(' ').map(str::to_owned).collect();
    usual.map(plain).or_else(|| c.to_pinyin().map(|reading| vec![reading.plain().replace('ü', "v")]))
}

/// The letters to begin with: `s` of `shan`, the whole of a letter or digit.
fn first_letter(reading: &str) -> &str {
    reading.char_indices().nth(1).map_or(reading, |(end, _)| &reading[..end])
}

/// Every way through the places, the usual one first, as far as they are not too many.
fn ways<'a>(places: impl Iterator<Item = Vec<&'a str>>) -> Vec<String> {
    let mut texts = vec![String::new()];
    for readings in places {
        // Where it would be too many ways, the rest of the name is read as usual.
        let kept = if texts.len() * readings.len() > WAYS { &readings[..readings.len().min(1)] } else { &readings[..] };
        texts = kept.iter().flat_map(|reading| texts.iter().map(move |text| format!("{text}{reading}"))).collect();
    }
    texts
}

/// Words that are read in one way only.
const WORDS: &[(&str, &str)] = &[
    ("重庆", "chong qing"),
    ("重阳", "chong yang"),
    ("重工", "zhong gong"),
    ("重型", "zhong xing"),
    ("银行", "yin hang"),
    ("分行", "fen hang"),
    ("支行", "zhi hang"),
    ("商行", "shang hang"),
    ("车行", "che hang"),
    ("行业", "hang ye"),
    ("琴行", "qin hang"),
    ("厦门", "xia men"),
    ("大厦", "da sha"),
    ("音乐", "yin yue"),
    ("乐清", "yue qing"),
    ("乐器", "yue qi"),
    ("快乐", "kuai le"),
    ("六安", "lu an"),
    ("蚌埠", "beng bu"),
    ("番禺", "pan yu"),
    ("会计", "kuai ji"),
    ("会稽", "kuai ji"),
    ("朝阳", "chao yang"),
    ("长春", "chang chun"),
    ("长沙", "chang sha"),
    ("长江", "chang jiang"),
    ("长城", "chang cheng"),
    ("长安", "chang an"),
    ("长青", "chang qing"),
    ("长虹", "chang hong"),
    ("长兴", "chang xing"),
    ("长治", "chang zhi"),
    ("长宁", "chang ning"),
    ("长征", "chang zheng"),
    ("成长", "cheng zhang"),
    ("生长", "sheng zhang"),
    ("校长", "xiao zhang"),
    ("调味", "tiao wei"),
    ("空调", "kong tiao"),
    ("调理", "tiao li"),
    ("调查", "diao cha"),
    ("佛山", "fo shan"),
    ("大埔", "da bu"),
    ("黄埔", "huang pu"),
    ("黄陂", "huang pi"),
    ("什邡", "shi fang"),
    ("珲春", "hun chun"),
    ("铅山", "yan shan"),
    ("涡阳", "guo yang"),
    ("繁峙", "fan shi"),
    ("单县", "shan xian"),
    ("尉犁", "yu li"),
    ("穆棱", "mu ling"),
    ("犍为", "qian wei"),
    ("荥经", "ying jing"),
    ("浚县", "xun xian"),
    ("西藏", "xi zang"),
    ("宝藏", "bao zang"),
    ("传媒", "chuan mei"),
    ("传播", "chuan bo"),
    ("传奇", "chuan qi"),
    ("自传", "zi zhuan"),
    ("弹簧", "tan huang"),
    ("宿州", "su zhou"),
    ("宿迁", "su qian"),
    ("尉迟", "yu chi"),
    ("万俟", "mo qi"),
    ("长孙", "zhang sun"),
    ("澹台", "tan tai"),
    ("盛大", "sheng da"),
    ("昌盛", "chang sheng"),
    ("茂盛", "mao sheng"),
    ("兴盛", "xing sheng"),
    ("盛世", "sheng shi"),
    ("鼎盛", "ding sheng"),
    ("华盛", "hua sheng"),
    ("降噪", "jiang zao"),
    ("薄膜", "bo mo"),
    ("薄荷", "bo he"),
    ("参谋", "can mou"),
    ("人参", "ren shen"),
    ("海参", "hai shen"),
    ("参茸", "shen rong"),
    ("省心", "sheng xin"),
    ("省钱", "sheng qian"),
    ("便利", "bian li"),
    ("便民", "bian min"),
    ("便宜", "pian yi"),
    ("效率", "xiao lv"),
];

static WORDS_BY_FIRST: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut words: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for (word, readings) in WORDS {
        if let Some(first) = word.chars().next() {
            words.entry(first).or_default().push((word, readings));
        }
    }
    // The longer word of two wins.
    words.values_mut().for_each(|list| list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len())));
    words
});

/// Characters that names use in several readings, or in another one than the dictionary gives first; the usual one first.
const READINGS: &str = "长 chang zhang|重 zhong chong|行 hang xing|乐 le yue|都 du|调 tiao diao|佛 fo fu|厦 sha xia|晟 sheng cheng|盛 sheng cheng|茜 qian xi|莞 guan wan|朝 chao zhao|传 chuan zhuan|弹 dan tan|藏 cang zang|率 lv shuai|什 shi shen|校 xiao jiao|薄 bo bao|朴 pu piao|柏 bai bo|宿 su xiu|省 sheng xing|便 bian pian|降 jiang xiang|单 dan shan|解 jie xie|曾 zeng ceng|查 cha zha|翟 zhai di|覃 qin tan|缪 miao mou|卜 bu bo|牟 mou mu|隗 wei kui|郇 xun huan|乜 nie mie|佴 nai|参 can shen|浚 jun xun|筠 yun jun|栎 li yue|蚌 bang beng|番 fan pan|埔 pu bu|陂 pi bei|涡 wo guo|铅 qian yan|尉 wei yu|俟 si qi|绿 lv";

/// Characters that are read otherwise as a surname, which stands first; the usual reading of the surname first.
const SURNAMES: &str = "曾 zeng ceng|单 shan dan|仇 qiu chou|解 xie jie|区 ou qu|查 zha cha|翟 zhai di|盖 ge gai|朴 piao pu|尉 wei yu|覃 qin tan|缪 miao mou|卜 bu bo|种 chong zhong|员 yun yuan|折 she zhe|牟 mou mu|洗 xian xi|句 gou ju|费 fei bi|秘 bi mi|黑 he hei|召 shao zhao|薄 bo bao|柏 bai bo|那 na nuo|繁 po fan|乐 le yue|行 xing hang|长 chang zhang|重 zhong chong|盛 sheng cheng|朝 chao zhao|隗 wei kui|郇 xun huan|能 nai neng|藏 zang cang|谌 chen shen|郗 xi chi|瞿 qu ju|祭 zhai ji|乜 nie mie|都 du|阚 kan|炅 gui jiong";

/// By character: whether it is so as a surname only, and its readings.
static SEVERAL: LazyLock<HashMap<char, (bool, &str)>> = LazyLock::new(|| {
    let entries = |table: &'static str| {
        table.split('|').filter_map(|entry| entry.split_once(' ')).filter_map(|(c, readings)| Some((c.chars().next()?, readings)))
    };
    let mut all: HashMap<char, (bool, &str)> = entries(SURNAMES).map(|(c, readings)| (c, (true, readings))).collect();
    for (c, readings) in entries(READINGS) {
        // In both tables: a surname's readings serve every place, as they hold the others.
        let readings = all.get(&c).map_or(readings, |(_, surname)| surname);
        all.insert(c, (false, readings));
    }
    all
});

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(name: &str, typed: &str) -> bool {
        pinyin_texts(name).iter().any(|text| text.contains(typed))
    }

    #[test]
    fn names_are_found_by_full_pinyin_and_by_initials() {
        assert_eq!(pinyin_texts("张三"), ["zhangsan", "zs"]);
        for typed in ["chengdujiaye", "cdjy", "jiaye", "whcb", "youxiangongsi"] {
            assert!(finds("成都嘉业文化传播有限公司", typed), "{typed}");
        }
        assert!(finds("@北京佳和同心医疗器械（有限公司）", "bjjhtxylqxyxgs"));
    }

    #[test]
    fn surnames_are_found_in_each_of_their_readings() {
        for (name, typed) in [
            ("曾国强", ["zengguoqiang", "cengguoqiang", "zgq", "cgq"]),
            ("单小红", ["shanxiaohong", "danxiaohong", "sxh", "dxh"]),
            ("仇英", ["qiuying", "chouying", "qy", "cy"]),
            ("解海", ["xiehai", "jiehai", "xh", "jh"]),
            ("区家辉", ["oujiahui", "qujiahui", "ojh", "qjh"]),
            ("查良镛", ["zhaliangyong", "chaliangyong", "zly", "cly"]),
            ("翟志刚", ["zhaizhigang", "dizhigang", "zzg", "dzg"]),
            ("覃海洋", ["qinhaiyang", "tanhaiyang", "qhy", "thy"]),
            ("朴信惠", ["piaoxinhui", "puxinhui", "pxh", "pxh"]),
        ] {
            assert!(typed.iter().all(|typed| finds(name, typed)), "{name} {:?}", pinyin_texts(name));
        }
        assert!(finds("尉迟恭", "yuchigong") && finds("万俟卨", "moqi") && finds("长孙无忌", "zhangsunwuji"));
    }

    #[test]
    fn words_are_read_as_they_are_spoken() {
        for (name, typed) in [
            ("重庆银行股份有限公司", "chongqingyinhang"),
            ("重庆长江重工", "cqcjzg"),
            ("厦门大厦", "xiamendasha"),
            ("成都都江堰音乐节", "chengdudujiangyanyinyuejie"),
            ("六安长安汽车销售有限公司", "luanchanganqiche"),
            ("东莞佛山调味品", "dongguanfoshantiaowei"),
            ("绿地集团", "lvdijituan"),
            ("吕布", "lvbu"),
            ("长青教育", "changqingjiaoyu"),
        ] {
            assert!(finds(name, typed), "{name} {typed} {:?}", pinyin_texts(name));
        }
    }

    #[test]
    fn letters_and_digits_stay_and_signs_go() {
        assert_eq!(pinyin_texts("ＡＢＣ科技-３６０"), ["abckeji360", "abckj360"]);
        assert_eq!(pinyin_texts("Yunchou Ltd."), Vec::<String>::new());
        assert_eq!(pinyin_texts("🎉"), Vec::<String>::new());
        assert_eq!(pinyin_texts(""), Vec::<String>::new());
    }

    #[test]
    fn a_name_of_many_readings_is_not_read_in_all_of_them() {
        let texts = pinyin_texts(&"长重行乐".repeat(50));
        assert!(texts.len() <= 2 * WAYS, "{}", texts.len());
    }

    #[test]
    fn the_tables_are_well_formed() {
        for (word, readings) in WORDS {
            assert_eq!(word.chars().count(), readings.split(' ').count(), "{word}");
            let by_character: Vec<Syllable> = word.chars().filter_map(|c| super::readings(c, false)).collect();
            let same = by_character.iter().map(|r| r.join("|")).eq(readings.split(' ').map(str::to_owned));
            assert!(!same, "{word} needs no entry");
        }
        for (c, (_, readings)) in SEVERAL.iter() {
            let first = c.to_pinyin().map(|reading| reading.plain());
            assert!(first.is_some_and(|first| first != *readings), "{c} needs no entry");
            assert!(
                readings.split(' ').all(|reading| reading.bytes().all(|b| b.is_ascii_lowercase()) && !reading.is_empty()),
                "{c} {readings}"
            );
        }
    }
}
