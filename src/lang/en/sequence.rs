//! The words of a sequence diagram.

words! {
    /// What is said of messages between participants, and of the frames around some of them.
    pub struct SequenceWords;

    // Between who sends and who receives.
    sends = "sends to",
    /// Without waiting for an answer.
    sends_on = "sends, without waiting, to",
    replies = "replies to",
    /// The message does not arrive.
    fails = "fails to reach",
    exchanges = "exchanges with",
    /// Behind the name of somebody who does something alone.
    to_itself = "itself",
    /// Before the names of those that it is about.
    note = "Note on",

    // Frames, and their other parts.
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
