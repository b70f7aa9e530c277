#include "cli/rehearse/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace cli {
namespace {

struct Running {
  std::size_t number = 0;
  pid_t pid = -1;
  int out = -1;
  int err = -1;
  double end = 0;
};

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> list;
  for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
  list.push_back(nullptr);
  return list;
}

[[noreturn]] void become(const Command& command, const std::vector<char*>& argv, const std::vector<char*>& environment,
                         int in, int out, int err) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) ::signal(signal, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  dup2(in, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  if (command.directory.empty() || chdir(command.directory.c_str()) == 0)
    execve(argv[0], argv.data(), environment.data());
  _exit(127);
}

void close_both(const std::array<int, 2>& ends) {
  for (const int end : ends)
    if (end >= 0) close(end);
}

Running start(const Command& command, std::size_t number, Outcome& outcome) {
  std::array<int, 2> in{-1, -1}, out{-1, -1}, err{-1, -1};
  const bool piped =
      pipe2(in.data(), O_CLOEXEC) == 0 && pipe2(out.data(), O_CLOEXEC) == 0 && pipe2(err.data(), O_CLOEXEC) == 0;
  if (const int file = command.input_file.empty() ? -1 : open(command.input_file.c_str(), O_RDONLY | O_CLOEXEC);
      piped && file >= 0) {
    close(in[0]);
    in[0] = file;
  }
  const std::vector<char*> argv = pointers(command.argv), environment = pointers(command.environment);
  const pid_t pid = piped ? fork() : -1;
  if (pid == 0) become(command, argv, environment, in[0], out[1], err[1]);
  if (pid < 0) {
    close_both(in);
    close_both(out);
    close_both(err);
    outcome.code = 127;
    return {};
  }
  if (!command.input.empty() && write(in[1], command.input.data(), command.input.size()) < 0) outcome.err = "no input";
  close_both(in);
  close(out[1]);
  close(err[1]);
  for (const int end : {out[0], err[0]}) fcntl(end, F_SETFL, O_NONBLOCK);
  return {number, pid, out[0], err[0], now() + command.limit};
}

/// False once the other end is closed.
bool drain(int from, std::string& text) {
  std::array<char, 4096> buffer;
  for (;;) {
    const ssize_t got = read(from, buffer.data(), buffer.size());
    if (got > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0) return false;
    if (got < 0) return errno == EAGAIN || errno == EINTR;
  }
}

void finish(Running& running, int status, Outcome& outcome) {
  drain(running.out, outcome.out);
  drain(running.err, outcome.err);
  close(running.out);
  close(running.err);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Whether it has ended; then its outcome is whole.
bool look_after(Running& running, Outcome& outcome) {
  drain(running.out, outcome.out);
  drain(running.err, outcome.err);
  if (now() >= running.end && !outcome.timed_out) {
    outcome.timed_out = true;
    kill(-running.pid, SIGKILL);
    kill(running.pid, SIGKILL);
  }
  int status = 0;
  if (waitpid(running.pid, &status, WNOHANG) != running.pid) return false;
  finish(running, status, outcome);
  return true;
}

void wait_for_news(const std::vector<Running>& running) {
  std::vector<pollfd> ends;
  for (const Running& each : running) {
    ends.push_back({each.out, POLLIN, 0});
    ends.push_back({each.err, POLLIN, 0});
  }
  poll(ends.data(), ends.size(), 20);
  // An end that is closed but whose program still runs would be news for ever.
  if (std::ranges::any_of(ends, [](const pollfd& end) { return (end.revents & (POLLHUP | POLLERR)) != 0; }))
    pause_for(0.002);
}

}  // namespace

std::vector<Outcome> run_all(const std::vector<Command>& commands, std::size_t at_once) {
  std::vector<Outcome> outcomes(commands.size());
  std::vector<Running> running;
  std::size_t next = 0;
  while (next < commands.size() || !running.empty()) {
    while (next < commands.size() && running.size() < at_once) {
      const Running started = start(commands[next], next, outcomes[next]);
      if (started.pid > 0) running.push_back(started);
      ++next;
    }
    wait_for_news(running);
    std::erase_if(running, [&](Running& each) { return look_after(each, outcomes[each.number]); });
  }
  return outcomes;
}

Outcome run_program(const Command& command) { return run_all({command}, 1).front(); }

double now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void pause_for(double seconds) {
  const auto whole = static_cast<time_t>(seconds);
  const timespec time{whole, static_cast<long>((seconds - static_cast<double>(whole)) * 1e9)};
  nanosleep(&time, nullptr);
}

}  // namespace cli
