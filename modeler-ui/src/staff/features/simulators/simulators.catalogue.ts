import { catalogue } from "../../../i18n/catalogue.ts";

/** Texts of the simulator page. */
export const simulatorTexts = catalogue(
  "simulators",
  {
    title: "设备模拟",
    lead: "真实的 MQTT 设备，画在屏幕上：拔掉插头，看流程怎么转人工",
    none: "没有模拟设备",
    noneText: "模拟设备由设置 SIMULATORS 打开；接了真实设备时不会出现。",
    plug: "插上电源",
    unplug: "拔掉电源",
    off: "没有信号",
    ticketMachine: {
      code: "预约码",
      scan: "扫码取号",
      idle: "请扫描预约码取号",
      waiting: "前面还有 {{n}} 人",
      scanned: "已扫描，正在出号",
    },
    display: {
      idle: "请稍候",
      call: "请 {{number}} 号到 {{window}} 办理",
      waiting: "等候 {{n}} 人",
    },
    cabinet: {
      code: "取件码",
      pickUp: "开柜取件",
      slot: "{{slot}} 号格口",
      taken: "有件",
      free: "空",
      opened: "{{slot}} 号格口已打开",
    },
    evaluator: {
      idle: "欢迎光临",
      send: "提交评价",
      grade: {
        g1: "非常满意",
        g2: "满意",
        g3: "基本满意",
        g4: "不满意",
        g5: "非常不满意",
      },
    },
    done: "设备已收到操作",
  },
  {
    title: "Device simulators",
    lead: "Real MQTT devices, drawn on the screen: pull a plug and see how the process goes on by hand",
    none: "No simulated devices",
    noneText: "They are switched on by the setting SIMULATORS, and absent where real devices are.",
    plug: "Plug in",
    unplug: "Unplug",
    off: "No signal",
    ticketMachine: {
      code: "Booking code",
      scan: "Scan",
      idle: "Scan your booking code",
      waiting: "Waiting before you: {{n}}",
      scanned: "Scanned; the ticket is being printed",
    },
    display: { idle: "Please wait", call: "{{number}} to {{window}}", waiting: "Waiting: {{n}}" },
    cabinet: {
      code: "Pickup code",
      pickUp: "Open",
      slot: "Slot {{slot}}",
      taken: "taken",
      free: "free",
      opened: "Slot {{slot}} is open",
    },
    evaluator: {
      idle: "Welcome",
      send: "Send",
      grade: {
        g1: "Very satisfied",
        g2: "Satisfied",
        g3: "Fairly satisfied",
        g4: "Dissatisfied",
        g5: "Very dissatisfied",
      },
    },
    done: "The device has got it",
  },
);

declare module "i18next" {
  interface ResourceNamespaceMap {
    simulators: typeof simulatorTexts.zh;
  }
}
