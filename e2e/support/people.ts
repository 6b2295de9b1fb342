/** The password of every account of the demo company. */
export const PASSWORD = "yunchou-demo";

/** People of the demo company by their accounts. */
export const NAMES = {
  assistant: "温静",
  rep: "林晓",
  rep2: "周子航",
  rep3: "许佳宁",
  rep4: "苏晴",
  supervisor: "何秀兰",
  specialist: "方可",
  director: "程思源",
  agent: "白洁",
  agent2: "邓凯",
  "service.manager": "韩雪梅",
  hr: "罗敏",
  finance: "金玉成",
  admin: "孔维",
  auditor: "严正",
} as const;

/** An account of the demo company. */
export type Account = keyof typeof NAMES;
