import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/* What Windows has for ending trees: Job Objects, which hold a process with all that it starts. Node cannot make one, and
   PowerShell can: one helper of the supervisor holds the jobs and ends them when it is told to. The handles are its own,
   and the supervisor itself is in a job that ends when the last handle of it is closed. So when the supervisor dies, its
   helper reads the end of its input, ends, and everything that was ever started here ends with it.

   A program may start another before it is put into its job; that one is still in the job of the supervisor, and
   `taskkill`, which follows, finds it by its parent. Where PowerShell may not compile (a locked-down machine), or is not
   there, `taskkill` is what is left. Sources: Microsoft's pages on Job Objects, nested jobs, console control events. */

export interface WindowsJobs {
  /** Puts a process into a job of this name. */
  add(name: string, pid: number): void;
  terminate(name: string): void;
  /** Processes that run in it; null when nobody knows. */
  count(name: string): Promise<number | null>;
  /** Lets go of a job that has nothing in it any more. */
  drop(name: string): void;
}

/** What one line of a helper answers: how many processes a job has. */
export function parseCount(line: string): { name: string; count: number } | null {
  const [, name, count] = /^count (\S+) (-?\d+)$/.exec(line.trim()) ?? [];
  if (name === undefined || count === undefined || Number(count) < 0) return null;
  return { name, count: Number(count) };
}

/** How PowerShell is asked to run a script: encoded, so that nothing in it can be taken for something else. */
export function powershellCommand(script: string): { command: string; args: string[] } {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  return {
    command: 'powershell.exe',
    args: ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-EncodedCommand', encoded],
  };
}

/** The helper that holds the jobs. @param supervisorPid that is put into a job of its own first */
export function holderScript(supervisorPid: number): string {
  return `${native}
if (-not [StileJobs]::Add('guard', ${supervisorPid})) { exit 1 }
while ($null -ne ($line = [Console]::In.ReadLine())) {
  $word, $name, $number = $line -split ' '
  switch ($word) {
    'add' { [void][StileJobs]::Add($name, [uint32]$number) }
    'terminate' { [StileJobs]::Terminate($name) }
    'count' { [Console]::Out.WriteLine("count $name $([StileJobs]::Count($name))") }
    'drop' { [StileJobs]::Drop($name) }
  }
}`;
}

/** A helper for one event, which may end it, too: CTRL_BREAK to all on the console of a process. */
export function breakScript(pid: number): string {
  return `${native}
[StileJobs]::Break(${pid})`;
}

/** Starts the helper; what it is told before it is ready waits in its input. */
export function holdWindowsJobs(supervisorPid: number): WindowsJobs {
  const { command, args } = powershellCommand(holderScript(supervisorPid));
  const child = spawn(command, args, { windowsHide: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const asked = new Map<string, (count: number | null) => void>();
  let isWorking = true;
  const stop = (): void => {
    isWorking = false;
    for (const answer of asked.values()) answer(null);
    asked.clear();
  };
  child.on('error', stop).on('exit', stop);
  child.stdin.on('error', () => undefined);
  // The supervisor ends when its own work is done, and the helper with it.
  child.unref();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = parseCount(line);
    if (answer === null) return;
    asked.get(answer.name)?.(answer.count);
    asked.delete(answer.name);
  });
  const tell = (line: string): void => {
    if (isWorking) child.stdin.write(`${line}\n`);
  };
  return {
    add: (name, pid) => {
      tell(`add ${name} ${pid}`);
    },
    terminate: (name) => {
      tell(`terminate ${name}`);
    },
    drop: (name) => {
      tell(`drop ${name}`);
    },
    count: (name) => {
      if (!isWorking) return Promise.resolve(null);
      const { promise, resolve } = Promise.withResolvers<number | null>();
      asked.get(name)?.(null);
      asked.set(name, resolve);
      tell(`count ${name}`);
      return promise;
    },
  };
}

/* JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows has 144 bytes, LimitFlags at 16, of which 0x2000 is
   KILL_ON_JOB_CLOSE; JOBOBJECT_BASIC_ACCOUNTING_INFORMATION has 48, ActiveProcesses at 40. 0x101 is PROCESS_TERMINATE
   with PROCESS_SET_QUOTA. */
const native = `$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
public static class StileJobs {
  delegate bool Handler(uint kind);
  [DllImport("kernel32.dll", CharSet = CharSet.Unicode)] static extern IntPtr CreateJobObjectW(IntPtr a, string name);
  [DllImport("kernel32.dll")] static extern bool SetInformationJobObject(IntPtr job, int kind, byte[] info, uint length);
  [DllImport("kernel32.dll")] static extern bool QueryInformationJobObject(IntPtr job, int kind, byte[] info, uint length, IntPtr r);
  [DllImport("kernel32.dll")] static extern bool AssignProcessToJobObject(IntPtr job, IntPtr process);
  [DllImport("kernel32.dll")] static extern bool TerminateJobObject(IntPtr job, uint code);
  [DllImport("kernel32.dll")] static extern IntPtr OpenProcess(uint access, bool inherit, uint pid);
  [DllImport("kernel32.dll")] static extern bool CloseHandle(IntPtr handle);
  [DllImport("kernel32.dll")] static extern bool FreeConsole();
  [DllImport("kernel32.dll")] static extern bool AttachConsole(uint pid);
  [DllImport("kernel32.dll")] static extern bool SetConsoleCtrlHandler(Handler handler, bool add);
  [DllImport("kernel32.dll")] static extern bool GenerateConsoleCtrlEvent(uint kind, uint group);
  static readonly Dictionary<string, IntPtr> jobs = new Dictionary<string, IntPtr>();
  static readonly Handler ignore = kind => true;
  public static bool Add(string name, uint pid) {
    IntPtr process = OpenProcess(0x101, false, pid);
    if (process == IntPtr.Zero) return false;
    IntPtr job = CreateJobObjectW(IntPtr.Zero, null);
    byte[] limits = new byte[144];
    limits[17] = 0x20;
    bool done = SetInformationJobObject(job, 9, limits, 144) && AssignProcessToJobObject(job, process);
    CloseHandle(process);
    if (done) jobs[name] = job; else CloseHandle(job);
    return done;
  }
  public static void Terminate(string name) { IntPtr job; if (jobs.TryGetValue(name, out job)) TerminateJobObject(job, 1); }
  public static int Count(string name) {
    IntPtr job;
    byte[] info = new byte[48];
    if (!jobs.TryGetValue(name, out job) || !QueryInformationJobObject(job, 1, info, 48, IntPtr.Zero)) return -1;
    return BitConverter.ToInt32(info, 40);
  }
  public static void Drop(string name) { IntPtr job; if (jobs.TryGetValue(name, out job)) { CloseHandle(job); jobs.Remove(name); } }
  public static void Break(uint pid) {
    FreeConsole();
    if (!AttachConsole(pid)) return;
    SetConsoleCtrlHandler(ignore, true);
    GenerateConsoleCtrlEvent(1, 0);
    System.Threading.Thread.Sleep(500);
  }
}
'@`;
