//! The processor time of a thread. Unlike a wall clock, it gives the same result on a busy machine.

use std::thread::JoinHandle;
use std::time::Duration;

/// The processor time that a thread has used since it started, including time in the kernel. `None` if the system cannot tell, as for a thread that
/// has ended.
#[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
pub fn processor_time<T>(thread: &JoinHandle<T>) -> Option<Duration> {
    use std::os::unix::thread::JoinHandleExt;

    let mut clock: libc::clockid_t = 0;
    // SAFETY: the handle of a thread that was not joined stays valid, and both calls only write to their arguments.
    let time = unsafe {
        let mut time: libc::timespec = std::mem::zeroed();
        let known = libc::pthread_getcpuclockid(thread.as_pthread_t(), &raw mut clock) == 0;
        (known && libc::clock_gettime(clock, &raw mut time) == 0).then_some(time)?
    };
    Some(Duration::new(u64::try_from(time.tv_sec).ok()?, u32::try_from(time.tv_nsec).ok()?))
}

/// The same from the kernel of macOS, which has no clock per thread (`thread_info` in Apple's Mach reference).
#[cfg(target_vendor = "apple")]
pub fn processor_time<T>(thread: &JoinHandle<T>) -> Option<Duration> {
    use std::os::unix::thread::JoinHandleExt;

    let mut size = libc::THREAD_BASIC_INFO_COUNT;
    // SAFETY: the handle of a thread that was not joined stays valid, and the kernel writes at most `size` words of the struct.
    let info = unsafe {
        let mut info: libc::thread_basic_info = std::mem::zeroed();
        let port = libc::pthread_mach_thread_np(thread.as_pthread_t());
        let into = (&raw mut info).cast();
        let told = libc::thread_info(port, libc::THREAD_BASIC_INFO as _, into, &raw mut size);
        (told == libc::KERN_SUCCESS).then_some(info)?
    };
    let parts = [info.user_time, info.system_time].map(|it| {
        let seconds = u64::try_from(it.seconds).unwrap_or(0);
        Duration::from_secs(seconds) + Duration::from_micros(u64::try_from(it.microseconds).unwrap_or(0))
    });
    Some(parts[0] + parts[1])
}

/// The same from Windows, in units of 100 ns (`GetThreadTimes`).
#[cfg(windows)]
pub fn processor_time<T>(thread: &JoinHandle<T>) -> Option<Duration> {
    use std::os::windows::io::AsRawHandle;

    use windows_sys::Win32::Foundation::FILETIME;
    use windows_sys::Win32::System::Threading::GetThreadTimes;

    let mut times = [FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 }; 4];
    let [begun, ended, kernel, user] = &mut times;
    // SAFETY: the handle is open while it is borrowed, and the call only writes the four times.
    let told = unsafe { GetThreadTimes(thread.as_raw_handle(), begun, ended, kernel, user) };
    let duration = |it: &FILETIME| {
        let steps = u64::from(it.dwHighDateTime) << 32 | u64::from(it.dwLowDateTime);
        Duration::from_nanos(steps.saturating_mul(100))
    };
    (told != 0).then(|| duration(&times[2]) + duration(&times[3]))
}

/// On other systems the wall clock is used instead.
#[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd", target_vendor = "apple", windows)))]
pub fn processor_time<T>(_: &JoinHandle<T>) -> Option<Duration> {
    None
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_thread_that_works_takes_time_and_one_that_waits_takes_none() {
        let (release, held) = mpsc::channel::<()>();
        let waits = std::thread::spawn(move || held.recv().is_ok());
        let (ends, ended) = mpsc::channel::<()>();
        let works = std::thread::spawn(move || while ended.try_recv() != Err(mpsc::TryRecvError::Disconnected) {});
        while processor_time(&works).is_some_and(|it| it < Duration::from_millis(50)) {
            std::thread::yield_now();
        }
        assert!(processor_time(&works) >= Some(Duration::from_millis(50)));
        assert!(processor_time(&waits) < Some(Duration::from_millis(50)));
        drop((release, ends));
    }
}
