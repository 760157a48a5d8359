use newsroom::models::{ArticleId, PersonId};

fn main() {
    let _ = ArticleId::from("7") == PersonId::from("7");
}
