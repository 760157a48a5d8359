use newsroom::operations::articles;
use newsroom::blocking;

fn change_once(client: blocking::Client, change: articles::Change) {
    let _ = client.call(change).send_once();
}

fn main() {}
