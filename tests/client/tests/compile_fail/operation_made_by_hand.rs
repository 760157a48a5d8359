use newsroom::operations::articles;

fn main() {
    let _ = articles::Get { id: "1042".into(), include: None };
}
