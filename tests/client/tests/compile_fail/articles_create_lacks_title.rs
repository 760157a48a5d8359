use newsroom::operations::articles;

fn main() {
    let _ = articles::create()
        .slug("text")
        .author("7")
        .build();
}
