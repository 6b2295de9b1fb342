//! How fast customers are made, and what they look like: `cargo run --release -p demo --example speed`.

use std::time::Instant;

fn main() {
    println!("{:#?}", demo::customer(1, 0));
    println!("{:#?}\n{:#?}", demo::campaign(1, 0), demo::complaint(1, 0));
    const COUNT: u64 = 400_000;
    let started = Instant::now();
    let characters: usize = (0..COUNT).map(|n| demo::customer(1, n)).map(|customer| customer.name.len() + customer.follow_ups.len()).sum();
    let seconds = started.elapsed().as_secs_f64();
    println!("{COUNT} customers in {seconds:.2} s on one core, {:.0} a second ({characters})", COUNT as f64 / seconds);
}
