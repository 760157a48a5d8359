use newsroom::operations::articles;

fn main() {
    let _ = articles::create()
        .slug("text")
        .title("text")
        .build();
}
