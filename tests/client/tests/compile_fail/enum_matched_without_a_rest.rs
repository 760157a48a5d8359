use newsroom::models::Stage;

fn main() {
    match Stage::Draft {
        Stage::Draft | Stage::InReview | Stage::Published | Stage::Withdrawn | Stage::Unknown(_) => {}
    }
}
