//! A csv sheet of customers to import, some of them in disorder: `cargo run -p demo --example sheet -- 100000 > customers.csv`.

fn main() {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1000);
    println!("公司名称,统一社会信用代码,联系人,手机,电话,行业,员工人数,年营业额（元）,地址,级别");
    for n in 0..count {
        // One row in a hundred repeats an earlier one, one in two hundred has a phone too short.
        let customer = demo::customer(1, if n % 100 == 99 { n - 50 } else { n });
        let person = customer.contacts.first();
        let (name, mobile) = person.map_or(("", ""), |p| (p.name.as_str(), p.phone.as_str()));
        let mobile = if n % 200 == 7 { "138" } else { mobile };
        println!(
            "{},{},{name},{mobile},{},{},{},{},{},{}",
            customer.name,
            customer.credit_code.unwrap_or_default(),
            customer.phone,
            customer.industry,
            customer.employees,
            customer.turnover,
            customer.address,
            customer.tier.word().to_uppercase(),
        );
    }
}
