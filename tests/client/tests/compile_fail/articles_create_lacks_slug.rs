use newsroom::operations::articles;

fn main() {
    let _ = articles::create()
        .title("text")
        .author("7")
        .build();
}
