//! The words of a sequence diagram.

words! {
    /// The words for messages between participants, and for frames.
    pub struct SequenceWords;

    // Between the sender and the receiver.
    sends = "sends to",
    /// The sender does not wait for an answer.
    sends_on = "sends, without waiting, to",
    replies = "replies to",
    /// The message does not arrive.
    fails = "fails to reach",
    exchanges = "exchanges with",
    /// After the name of a participant that sends a message to itself.
    to_itself = "itself",
    /// Before the names of the participants it is about.
    note = "Note on",

    // Frames, and their further parts.
    loops = "loop",
    alt = "if",
    otherwise = "otherwise",
    opt = "optional",
    par = "in parallel",
    and = "and",
    critical = "critical",
    option = "in case of",
    breaks = "stop",
    /// Before the name of a frame that ends.
    end = "End",
}
