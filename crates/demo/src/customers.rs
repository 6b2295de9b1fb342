//! Customers with their contacts and the conversations so far.

use crate::companies::{Company, INDUSTRIES, credit_code};
use crate::dice::{Dice, Stream};
use crate::fill::fill;
use crate::follow_ups::{DemoFollowUp, Sale, talks};
use crate::people::{Name, mobile, push_digits};
use crate::places::{BUILDINGS, CITIES, City, ROADS};
use crate::projects::Project;
use contract::customers::{Influence, ReviewStatus, Source, Tier};
use rust_decimal::Decimal;

/// A customer file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoCustomer {
    pub name: String,
    /// Absent for one in twenty.
    pub credit_code: Option<String>,
    pub tier: Tier,
    pub source: Source,
    pub industry: &'static str,
    pub employees: i64,
    /// Yuan per year.
    pub turnover: Decimal,
    /// Without 市.
    pub city: &'static str,
    pub address: String,
    /// Landline, digits only.
    pub phone: String,
    pub need: String,
    pub first_contact_days_ago: u32,
    /// Most are approved; the latest wait for review.
    pub review: ReviewStatus,
    /// One to three; the first decides.
    pub contacts: Vec<DemoContact>,
    /// The first one first; none for a customer nobody has spoken to yet.
    pub follow_ups: Vec<DemoFollowUp>,
}

/// A person at the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoContact {
    pub name: String,
    pub post: &'static str,
    /// Mobile, 11 digits.
    pub phone: String,
    /// Empty for some.
    pub email: String,
    pub influence: Influence,
}

/// Customer number `n`. Names are different for `n` below [`DISTINCT`](crate::DISTINCT), credit codes for far longer.
pub fn customer(seed: u64, n: u64) -> DemoCustomer {
    let mut dice = Dice::new(seed, Stream::Customer, n);
    let company = Company::new(seed, n);
    let (city, industry) = (&CITIES[company.city], &INDUSTRIES[company.industry]);
    let tier = tier(&mut dice);
    let (district, division) = dice.pick(city.districts);
    let project = dice.pick(industry.projects);
    let words = project.words();
    let source = source(&mut dice);
    let contacts = contacts(&mut dice, seed, n, &company, words.posts);
    let called: Vec<String> = contacts.iter().map(|(contact, name)| called(contact.post, name)).collect();

    let (goods, more) = (dice.place(words.goods.len()), dice.between(1, words.goods.len() as u64 - 1) as usize);
    let numbers = Numbers::throw(&mut dice, words.area, words.pieces);
    let slots = [
        ('u', words.title),
        ('p', words.goods[goods]),
        ('q', words.goods[(goods + more) % words.goods.len()]),
        ('n', &numbers.pieces),
        ('m', &numbers.area),
        ('b', &numbers.budget),
        ('g', &numbers.few),
        ('d', &numbers.days),
        ('k', dice.pick(&["下月中旬", "下月底", "本季度末", "国庆节", "年底", "元旦", "春节"])),
        ('i', industry.name),
    ];
    let count = match tier {
        Tier::A => dice.between(4, 8),
        Tier::B => dice.between(2, 6),
        Tier::C => dice.between(1, 4),
        Tier::D => dice.between(0, 2),
    };
    let last_days_ago = recent(&mut dice, tier);
    let dealer = project == Project::Dealer;
    let sale = Sale { source, dealer, contacts: &called, slots: &slots, talks: usize::try_from(count).unwrap_or_default(), last_days_ago };
    let follow_ups = talks(&mut dice, &sale);
    let known_for = follow_ups.first().map_or(last_days_ago, |first| first.days_ago);

    let employees = spread(&mut dice, industry.employees);
    DemoCustomer {
        name: company.name(form(&mut dice)),
        credit_code: (!dice.percent(5)).then(|| credit_code(seed, n, division)),
        tier,
        source,
        industry: industry.name,
        employees: i64::try_from(employees).unwrap_or_default(),
        // 150 000 to 600 000 yuan a head.
        turnover: Decimal::from(employees * dice.between(15, 60) * 10_000),
        city: city.name,
        address: address(&mut dice, city, district, &company),
        phone: landline(&mut dice, city),
        need: fill(dice.pick(words.needs), &slots),
        first_contact_days_ago: known_for + u32::try_from(dice.below(30)).unwrap_or_default(),
        review: review(&mut dice, known_for),
        contacts: contacts.into_iter().map(|(contact, _)| contact).collect(),
        follow_ups,
    }
}

/// Figures of a project as texts, for the conversations.
struct Numbers {
    area: String,
    pieces: String,
    budget: String,
    few: String,
    days: String,
}

impl Numbers {
    fn throw(dice: &mut Dice, area: (u64, u64), pieces: (u64, u64)) -> Self {
        let area = spread(dice, area) / 10 * 10;
        // Furnishing costs 800 to 2000 yuan a square metre, told in round 万元.
        let budget = (area * dice.between(800, 2000) / 10_000).max(2);
        Self {
            area: area.to_string(),
            pieces: spread(dice, pieces).to_string(),
            budget: if budget > 50 { (budget / 10 * 10).to_string() } else { budget.to_string() },
            few: dice.between(2, 6).to_string(),
            days: (dice.between(4, 9) * 5).to_string(),
        }
    }
}

/// A number of a range in which small ones are more frequent than large ones.
fn spread(dice: &mut Dice, (from, to): (u64, u64)) -> u64 {
    let top = dice.between(from, to);
    dice.between(from, top)
}

fn tier(dice: &mut Dice) -> Tier {
    match dice.below(100) {
        0..=9 => Tier::A,
        10..=29 => Tier::B,
        30..=64 => Tier::C,
        _ => Tier::D,
    }
}

fn source(dice: &mut Dice) -> Source {
    match dice.below(100) {
        0..=24 => Source::Referral,
        25..=44 => Source::Exhibition,
        45..=64 => Source::Web,
        65..=79 => Source::Phone,
        80..=91 => Source::Campaign,
        92..=96 => Source::SiteEvent,
        _ => Source::Other,
    }
}

fn form(dice: &mut Dice) -> &'static str {
    match dice.below(20) {
        0 => "股份有限公司",
        1 | 2 => "有限责任公司",
        _ => "有限公司",
    }
}

/// Days since anybody spoke with a customer: the better the tier, the fewer.
fn recent(dice: &mut Dice, tier: Tier) -> u32 {
    let most = match tier {
        Tier::A => 20,
        Tier::B => 45,
        Tier::C => 120,
        Tier::D => 400,
    };
    u32::try_from(dice.below(most)).unwrap_or_default()
}

fn review(dice: &mut Dice, known_for: u32) -> ReviewStatus {
    match dice.below(100) {
        0 => ReviewStatus::Returned,
        1..=30 if known_for < 10 => ReviewStatus::Pending,
        _ => ReviewStatus::Approved,
    }
}

fn contacts(dice: &mut Dice, seed: u64, n: u64, company: &Company, posts: &[&'static str]) -> Vec<(DemoContact, Name)> {
    let count = usize::try_from(dice.between(1, 3)).unwrap_or(1).min(posts.len());
    let domain = company.domain();
    let contact = |(place, post): (usize, &&'static str)| {
        let name = Name::throw(dice);
        let email = if dice.percent(70) { [name.pinyin.0, ".", name.pinyin.1, "@", &domain].concat() } else { String::new() };
        let influence = match place {
            0 => Influence::DecisionMaker,
            1 => Influence::Influencer,
            _ => Influence::User,
        };
        let phone = mobile(seed, n * 3 + place as u64);
        (DemoContact { name: name.full(), post, phone, email, influence }, name)
    };
    posts.iter().take(count).enumerate().map(contact).collect()
}

/// Surname and rank, as one addresses people: `马经理`, `林总`.
fn called(post: &str, name: &Name) -> String {
    let rank = ["经理", "总监", "主管", "主任", "店长", "校长", "院长", "护士长"].into_iter().find(|rank| post.ends_with(rank));
    let rank = if post.ends_with("总经理") { "总" } else { rank.unwrap_or("老师") };
    [name.surname, rank].concat()
}

fn address(dice: &mut Dice, city: &City, district: &str, company: &Company) -> String {
    let mut address = [city.province, city.name, "市", district, dice.pick(&ROADS), dice.pick(&["路", "大道", "街"])].concat();
    address.push_str(&dice.between(1, 999).to_string());
    address.push('号');
    if dice.percent(60) {
        address.push_str(&company.brand());
        address.push_str(dice.pick(&BUILDINGS));
        address.push_str(&dice.between(2, 32).to_string());
        address.push('层');
    }
    address
}

fn landline(dice: &mut Dice, city: &City) -> String {
    let mut digits = String::with_capacity(12);
    digits.push_str(city.area_code);
    digits.push_str("55");
    push_digits(&mut digits, dice.below(1_000_000), 6);
    digits
}
