import type { ProblemRow } from './row.ts';

/** What the network says before the first write, with the node's own settings tried in the live system. */
export const preflightProblems = {
  'preflight.no-carrier': {
    number: 330,
    exit: 'preflight',
    en: '{device} has no link; check the cable, the switch port and what is set there (VLAN, LACP)',
    zh: '{device} 没有连接；请检查网线、交换机端口及其设置（VLAN、LACP）',
  },
  'preflight.not-configured': {
    number: 331,
    exit: 'preflight',
    en: 'the settings did not take on {device} within {seconds} s: {reason}',
    zh: '这些设置在 {seconds} 秒内未能在 {device} 上生效：{reason}',
  },
  'preflight.address-used': {
    number: 332,
    exit: 'preflight',
    en: '{address} is in use: {owner} answers for it; is {name} installed already? If not, choose a free address',
    zh: '{address} 已被占用：{owner} 对其应答；{name} 是否已经安装？若没有，请选择空闲地址',
  },
  'preflight.neighbour-used': {
    number: 333,
    exit: 'preflight',
    en: '{address} is in use: {owner} answers for it; a node with ipvlan takes its own address + 1 for DNS',
    zh: '{address} 已被占用：{owner} 对其应答；ipvlan 节点占用自身地址 + 1 供 DNS 使用',
  },
  'preflight.virtual-ip-used': {
    number: 334,
    exit: 'preflight',
    en: '{address} is in use: {owner} answers for it, which is none of the members; choose a free address',
    zh: '{address} 已被占用：{owner} 对其应答，且它不是任何成员；请选择空闲地址',
  },
  'preflight.pool-used': {
    number: 335,
    exit: 'preflight',
    en: '{address} is in use: {owner} answers for it; where that is no container of this cluster, choose another range',
    zh: '{address} 已被占用：{owner} 对其应答；若它不是本集群的容器，请选择其他地址段',
  },
  'preflight.gateway-silent': {
    number: 336,
    exit: 'preflight',
    en: 'gateway {gateway} does not answer on {device}; check it, the cable and the VLAN',
    zh: '网关 {gateway} 在 {device} 上没有应答；请检查网关、网线和 VLAN',
  },
  'preflight.name-server-silent': {
    number: 337,
    exit: 'preflight',
    en: 'name server {server} does not answer: {reason}',
    zh: '域名服务器 {server} 没有应答：{reason}',
  },
  'preflight.time-server-silent': {
    number: 338,
    exit: 'preflight',
    en: 'time server {server} does not answer: {reason}',
    zh: '时间服务器 {server} 没有应答：{reason}',
  },
  'preflight.clock-skew': {
    number: 339,
    exit: 'preflight',
    en: 'the clock of this machine differs by {seconds} s from time server {server}; check the date in the firmware',
    zh: '本机时钟与时间服务器 {server} 相差 {seconds} 秒；请检查固件中的日期',
  },
  'preflight.busy': {
    number: 340,
    exit: 'preflight',
    en: 'another console is testing the network; try again when it is done',
    zh: '另一个控制台正在测试网络；请稍后重试',
  },
  'preflight.no-trial': {
    number: 341,
    exit: 'preflight',
    en: 'the settings cannot be tried here: {reason}',
    zh: '无法在此试用这些设置：{reason}',
  },
  'preflight.not-tried': {
    number: 342,
    exit: 'preflight',
    en: 'was not asked, because the settings are not in force',
    zh: '未询问，因为设置没有生效',
  },
  'preflight.dhcp-address': {
    number: 343,
    exit: 'preflight',
    en: 'whether it is free cannot be asked before: the DHCP server chooses the address',
    zh: '无法预先确认地址是否空闲：地址由 DHCP 服务器分配',
  },
  'preflight.cannot-probe': {
    number: 344,
    exit: 'preflight',
    en: 'whether {address} is free cannot be told: {reason}',
    zh: '无法确认 {address} 是否空闲：{reason}',
  },
  'preflight.cannot-ask': {
    number: 346,
    exit: 'preflight',
    en: 'whether {address} answers cannot be told: {reason}',
    zh: '无法确认 {address} 是否应答：{reason}',
  },
  'preflight.not-restored': {
    number: 345,
    exit: 'preflight',
    en: 'after the test of the network this is not as it was in the live system: {what}',
    zh: '网络测试后，临时系统中以下内容未能恢复原状：{what}',
  },
  'preflight.no-partner': {
    number: 347,
    exit: 'preflight',
    en: 'no switch answers LACP on {device}: only one of its cables would work; set the ports up as one LACP group, or use active-backup',
    zh: '{device} 上没有交换机应答 LACP：只有一条网线会工作；请把这些端口设为同一个 LACP 组，或使用 active-backup',
  },
  'preflight.partner-split': {
    number: 348,
    exit: 'preflight',
    en: 'only {count} of {cables} cables of {device} are in one LACP group; set all their ports up as one group, on one switch or stack',
    zh: '{device} 的 {cables} 条网线中只有 {count} 条在同一个 LACP 组内；请把所有端口设为同一个组（同一交换机或堆叠）',
  },
} as const satisfies Record<string, ProblemRow>;
