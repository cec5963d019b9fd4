#!/usr/bin/env python3
"""eight_hours.py - the keys of a working day at one desk, as fast as it takes them, and the memory it holds.

  eight_hours.py --harness DIR --server http://127.0.0.1:8480 --probe form_tui [--keys 57600] [--cmd "motcua desk"]

57,600 keys are two keys a second for eight hours. A round is what a clerk does: an intake with a card that
is received and whose slip is looked at, a search, a dossier with its trail and files, lists, the menu, the
manual, a refused act, a lock. The probe gets the same number of letters.
"""
import argparse, os, sys, time

ROUND = [
    '<F2>', '2.000815', '<Enter>', '@card', '<Enter><Enter>', '0912@six', '<Enter><Enter><Enter><Enter><Enter>',
    'noi dung chung thuc<F9>', '<Enter>', 'bang tot nghiep, can cuoc<Enter>', '<C-d>', '<F9>', '<F7>', '<Down><Down><Up>', '<Esc>', '<Esc>',
    '<F3>', 'nguyen thi', '<Down><Down><Enter>', '2', '3', '1', '4', '<Esc>', '<Esc>', '<Esc>',
    '<Right><Right><Left><Left>', '<Down><Down><Down><Up><Up>', 'nguyen', '<C-u>', '<Enter>', '<F6>', 'ly do thu', '<Esc>', '<Esc>',
    '<F10>', 'so tay', '<Down><Enter>', '<Down><Down><Enter>', '<PgDn><PgDn><PgUp>', '<Esc>', '<Esc>', '<F1>', '<F1>', '<Esc>', '<Esc>',
    '<F8>', '@code', '<Esc>', '<F12>', '<Enter>', '<F5>',
    '<Esc><Esc><Esc>',
]


def kib(T, pid):
    return T.mem_kib(pid)


def say(name, keys, m, base=None):
    ratio = f'  private {m["private_kib"] / base["private_kib"]:.2f} × probe, RSS {m["rss_kib"] / base["rss_kib"]:.2f} ×, PSS {m["pss_kib"] / base["pss_kib"]:.2f} ×' if base else ''
    print(f'{name:18} {keys:6} keys  private {m["private_kib"]:7} KiB  RSS {m["rss_kib"]:7}  PSS {m["pss_kib"]:7}{ratio}', flush=True)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--harness', required=True), ap.add_argument('--server', required=True), ap.add_argument('--probe', required=True)
    ap.add_argument('--keys', type=int, default=57_600), ap.add_argument('--cmd', default=os.environ.get('MOTCUA', 'motcua') + ' desk')
    ap.add_argument('--quiet-ms', type=float, default=40)
    o = ap.parse_args()
    sys.path.insert(0, o.harness)
    import tui_latency as T

    p = T.Session(o.probe, 80, 24, {}, None)
    p.until_quiet(0.4, 5)
    say('probe, start', 0, kib(T, p.pid))
    letters = b'nguyen thi hong anh '
    for n in range(o.keys):
        p.write(letters[n % len(letters):n % len(letters) + 1])
        if n % 50 == 49:
            p.until_quiet(0.02, 1)
            p.log.clear()
    p.until_quiet(0.2, 2)
    base = kib(T, p.pid)
    say('probe, end', o.keys, base)
    p.close()

    s = T.Session(f'{o.cmd} --server {o.server}', 80, 24, {}, None)
    s.until_quiet(0.8, 10, 1.0)
    say('desk, start', 0, kib(T, s.pid), base)
    pressed, rounds, quarter = 0, 0, 1
    began = time.monotonic()
    while pressed < o.keys and not s.eof:
        rounds += 1
        for part in ROUND:
            if part == '@card':
                text = f'0011900{rounds:05}||Nguyễn Thị Ví Dụ {rounds}|01021990|Nữ|Thôn {rounds}, Xã Minh Họa|15062021\r'
                s.write(text.encode())
                pressed += len(text)
            elif part == '@code':
                text = f'H62.98.1-261120-{1 + rounds % 8:04}\r'
                s.write(text.encode())
                pressed += len(text)
            else:
                for _, key in T.parse_keys(part.replace('@six', f'{rounds:06}')):
                    s.write(key)
                    pressed += 1
            # As a hand: the next thing after the screen has answered, the last key of a number included.
            s.until_quiet(o.quiet_ms / 1000, 2.0, 0.11)
        s.log.clear()
        while quarter <= 4 and pressed >= o.keys * quarter / 4:
            say(f'desk, {quarter}/4', pressed, kib(T, s.pid), base)
            quarter += 1
    s.until_quiet(0.5, 3)
    say('desk, end', pressed, kib(T, s.pid), base)
    data = os.environ.get('MOTCUA_DATA', '')
    left = sum(name.endswith('.json') for _, _, files in os.walk(os.path.join(data, 'state', 'drafts')) for name in files)
    # A draft that stays is an intake that was not received: the keys no longer do what is said above.
    print(f'{rounds} rounds in {time.monotonic() - began:.0f} s, {left} drafts left')
    s.close()


if __name__ == '__main__':
    main()
