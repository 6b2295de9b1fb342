use leptos::prelude::*;

const HUES: u32 = 5;
/// 复姓: surnames of two characters.
const DOUBLE: [&str; 10] = ["欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙"];

/// What stands in the avatar: the surname, or the initial of a Latin name.
pub fn surname(name: &str) -> String {
    let name = name.trim();
    if DOUBLE.iter().any(|double| name.starts_with(double)) {
        return name.chars().take(2).collect();
    }
    name.chars().next().map_or_else(|| "·".to_owned(), |first| first.to_uppercase().to_string())
}

/// The same person has the same colour everywhere.
fn hue(name: &str) -> u32 {
    name.chars().fold(7u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32)) % HUES
}

/// The avatar alone.
pub fn avatar(name: &str, big: bool) -> impl IntoView + use<> {
    let class = format!("avatar h{}{}", hue(name), if big { " big" } else { "" });
    view! { <span class=class aria-hidden="true">{surname(name)}</span> }
}

/// A person in a line of text.
pub fn person(name: &str) -> impl IntoView + use<> {
    view! { <span class="person">{avatar(name, false)}<span>{name.to_owned()}</span></span> }
}

#[cfg(test)]
mod tests {
    use super::surname;

    #[test]
    fn the_avatar_shows_the_surname() {
        assert_eq!(surname("林晓"), "林");
        assert_eq!(surname("欧阳明"), "欧阳");
        assert_eq!(surname("amy"), "A");
        assert_eq!(surname(" "), "·");
    }
}
