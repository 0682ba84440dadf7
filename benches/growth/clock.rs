//! Processor time.

use std::time::Duration;

/// The processor time of this process and of those it has started. On a busy machine, elapsed time tells little.
#[cfg(unix)]
pub fn spent() -> Duration {
    let of = |who| {
        // SAFETY: a struct of numbers may be all zeros, and the call fills in the one it is given.
        let usage = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            libc::getrusage(who, &raw mut usage);
            usage
        };
        let time = |it: libc::timeval| Duration::from_micros(it.tv_sec as u64 * 1_000_000 + it.tv_usec as u64);
        time(usage.ru_utime) + time(usage.ru_stime)
    };
    of(libc::RUSAGE_SELF) + of(libc::RUSAGE_CHILDREN)
}

#[cfg(not(unix))]
pub fn spent() -> Duration {
    use std::sync::LazyLock;
    static START: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
    START.elapsed()
}
