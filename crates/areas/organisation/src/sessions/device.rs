//! What a device calls itself, in two words that a person recognises.

const PROGRAMS: [(&str, &str); 10] = [
    ("MicroMessenger", "微信"),
    ("wxwork", "企业微信"),
    ("DingTalk", "钉钉"),
    ("Lark", "飞书"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("OPR", "Opera"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// `Chrome · Windows`; of a program that is unknown the first word, of nothing nothing.
pub(super) fn device(agent: &str) -> String {
    let known = |list: &[(&'static str, &'static str)]| list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let program = known(&PROGRAMS).map(str::to_owned);
    let first = || agent.split(['/', ' ']).next().unwrap_or_default().chars().take(40).collect();
    match (program, known(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} · {system}"),
        (None, Some(system)) => system.to_owned(),
        (program, None) => program.unwrap_or_else(first),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn browsers_and_systems_are_named() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0";
        assert_eq!(device(edge), "Edge · Windows");
        let wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Mobile MicroMessenger/8.0";
        assert_eq!(device(wechat), "微信 · iPhone");
        assert_eq!(device("yunchou-client/1.0"), "yunchou-client");
        assert_eq!(device(""), "");
    }
}
