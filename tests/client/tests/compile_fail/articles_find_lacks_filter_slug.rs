use newsroom::operations::articles;

fn main() {
    let _ = articles::find()
        .build();
}
