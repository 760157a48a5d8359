use newsroom::models::Dimensions;
use newsroom::runtime::UnknownMembers;

fn main() {
    let _ = Dimensions { width: 1600, height: 900, unknown: UnknownMembers::new() };
}
