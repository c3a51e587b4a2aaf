//! The script's arithmetic is that of `Gcra`.

use super::server::RedisServer;
use anyhow::Result;
use trifold::server::Gcra;

const GCRA: &str = include_str!("../../../stores/redis/src/gcra.lua");

/// Judges many questions in one step: three numbers each.
const EACH: &str = "
local told = {}
for i = 1, #ARGV, 3 do
    local in_time, ahead = gcra(tonumber(ARGV[i]), tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2]))
    told[#told + 1] = { in_time, string.format('%.0f', ahead) }
end
return told";

/// Numbers that look random, and are the same in each run (Knuth's linear congruential generator).
fn numbers() -> impl Iterator<Item = u64> {
    let next = |last: &u64| Some(last.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(4711), next).map(|number| number >> 33)
}

#[test]
fn a_script_counts_as_the_server_does() -> Result<()> {
    let server = RedisServer::start()?;
    let mut connection = redis::Client::open(server.url())?.get_connection()?;
    let mut numbers = numbers();
    let mut below = |most: u64| numbers.next().unwrap_or(0) % most;
    let mut questions = Vec::new();
    for _ in 0..20_000 {
        let (each, burst) = (1 + below(3_600_000_000), 1 + below(50));
        // As often at the very edges as between them.
        let ahead = match below(4) {
            0 => each * (burst - 1),
            1 => each * (burst - 1) + 1,
            2 => each * burst,
            _ => below(each) * below(burst + 1),
        };
        questions.push((ahead, each, u32::try_from(burst)?));
    }
    let script = redis::Script::new(&format!("{GCRA}{EACH}"));
    for questions in questions.chunks(2000) {
        let mut asked = script.prepare_invoke();
        for (ahead, each, burst) in questions {
            asked.arg(*ahead).arg(*each).arg(*burst);
        }
        let told: Vec<(u8, u128)> = asked.invoke(&mut connection)?;
        for (&(ahead, each, burst), told) in questions.iter().zip(told) {
            let taken = Gcra::new(each.into(), burst).take(ahead.into());
            assert_eq!(told, (taken.is_some().into(), taken.unwrap_or(ahead.into())), "{ahead} ahead, {burst} each {each}");
        }
    }
    Ok(())
}
